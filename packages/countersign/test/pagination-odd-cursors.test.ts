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

/** Walks a list whose pages say which cursor is next; returns the cursors that were asked for. */
async function walk(nexts: unknown[], start?: unknown): Promise<unknown[]> {
  const asked: unknown[] = [];
  const { items } = paginateBy(nextInput)(pagination, async ({ params }) => {
    asked.push((params as { query?: { after?: unknown } } | undefined)?.query?.after);
    return { data: [asked.length], next: nexts[asked.length - 1] };
  });
  try {
    for await (const _ of items(
      start === undefined ? {} : { params: { query: { after: start } } },
    ));
  } catch (error) {
    asked.push(Reflect.get(Object(error), "code"));
  }
  return asked;
}

describe("a walk by cursors", () => {
  it("fails at once when it is sent back to where the caller began", async () => {
    expect(await walk(["a"], "a")).toEqual(["a", "pagination_invalid"]);
    expect(await walk(["b", "a"], "a")).toEqual(["a", "b", "pagination_invalid"]);
  });

  it("fails when it is sent in a circle of several pages", async () => {
    expect(await walk(["a", "b", "c", "a"])).toEqual([
      undefined,
      "a",
      "b",
      "c",
      "pagination_invalid",
    ]);
  });

  it("goes on with a cursor that is a number, zero included, as it is", async () => {
    expect(await walk([0, 7, 7])).toEqual([undefined, 0, 7, "pagination_invalid"]);
    expect(await walk([12, null])).toEqual([undefined, 12]);
  });

  it.each([[null], [""], [undefined], [true], [{}]])("ends with %j", async (next) => {
    expect(await walk([next])).toEqual([undefined]);
  });
});
