import { describe, expect, it } from "vitest";
import type { Pagination } from "../src/index.ts";
import { nextInput } from "../src/pagination/next-input.ts";
import { paginateBy } from "../src/pagination/paginate.ts";

const pagination: Pagination = {
  style: "cursor",
  items: "/data",
  cursor: "/query/after",
  next: "/next",
};

/** Walks a list whose pages return these cursors; returns the cursors that were requested. */
async function walk(nexts: unknown[], start?: unknown): Promise<unknown[]> {
  const requested: unknown[] = [];
  const { items } = paginateBy(nextInput)(pagination, async ({ params }) => {
    requested.push((params as { query?: { after?: unknown } } | undefined)?.query?.after);
    return { data: [requested.length], next: nexts[requested.length - 1] };
  });
  try {
    for await (const _ of items(
      start === undefined ? {} : { params: { query: { after: start } } },
    ));
  } catch (error) {
    requested.push(Reflect.get(Object(error), "code"));
  }
  return requested;
}

describe("pagination by cursor", () => {
  it("fails if a page returns the cursor that the caller started with", async () => {
    expect(await walk(["a"], "a")).toEqual(["a", "pagination_invalid"]);
    expect(await walk(["b", "a"], "a")).toEqual(["a", "b", "pagination_invalid"]);
  });

  it("fails if cursors form a cycle over several pages", async () => {
    expect(await walk(["a", "b", "c", "a"])).toEqual([
      undefined,
      "a",
      "b",
      "c",
      "pagination_invalid",
    ]);
  });

  it("accepts numbers as cursors, including zero", async () => {
    expect(await walk([0, 7, 7])).toEqual([undefined, 0, 7, "pagination_invalid"]);
    expect(await walk([12, null])).toEqual([undefined, 12]);
  });

  it.each([[null], [""], [undefined], [true], [{}]])("ends at %j", async (next) => {
    expect(await walk([next])).toEqual([undefined]);
  });
});
