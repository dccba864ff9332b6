import { describe, expect, it } from "vitest";
import type { Pagination } from "../src/index.ts";
import { nextInput } from "../src/pagination/next-input.ts";
import { type PagedInput, paginateBy } from "../src/pagination/paginate.ts";

// A provider may return fewer items per page than requested. If it reports a total, no item may be lost.

interface Query {
  readonly page?: number;
  readonly offset?: number;
  readonly size?: number;
}

/** A list of numbers, in pages of at most `cap` items. */
function list(total: number, cap: number, reported: number | undefined = total) {
  const queries: Query[] = [];
  const fetchPage = async ({ params }: PagedInput) => {
    const { query = {} } = (params ?? {}) as { query?: Query };
    queries.push(query);
    const size = Math.min(query.size ?? cap, cap);
    const start = query.offset ?? ((query.page ?? 1) - 1) * size;
    const numbers = Array.from({ length: total }, (_, index) => index);
    return { items: numbers.slice(start, start + size), total: reported };
  };
  return { queries, fetchPage };
}

const byPage: Pagination = {
  style: "page",
  items: "/items",
  size: "/query/size",
  page: "/query/page",
  firstPage: 1,
  total: "/total",
};
const byOffset: Pagination = {
  style: "offset",
  items: "/items",
  size: "/query/size",
  offset: "/query/offset",
  total: "/total",
};

async function walk(pagination: Pagination, { fetchPage }: ReturnType<typeof list>, query: Query) {
  const all: unknown[] = [];
  const { items } = paginateBy(nextInput)(pagination, fetchPage);
  for await (const item of items({ params: { query } })) all.push(item);
  return all;
}

describe.each([
  ["page number", byPage],
  ["offset", byOffset],
] as const)("pagination by %s", (_, pagination) => {
  it.each([
    ["whose pages are smaller than requested", 250, 100, { size: 500 }, 3],
    ["whose last page is full", 200, 100, { size: 100 }, 2],
    ["whose last page is not full", 120, 50, { size: 50 }, 3],
    ["requested without a size", 25, 10, {}, 3],
    ["that is empty", 0, 10, { size: 10 }, 1],
  ])("reaches the end of a list %s", async (_name, total, cap, query, requests) => {
    const whole = list(total, cap);
    expect(await walk(pagination, whole, query)).toHaveLength(total);
    expect(whole.queries).toHaveLength(requests);
  });

  it("ends at an empty page if there are fewer items than reported", async () => {
    const whole = list(30, 10, 99);
    expect(await walk(pagination, whole, { size: 10 })).toHaveLength(30);
    expect(whole.queries).toHaveLength(4);
  });
});

it("starts in the middle of a list and ends at its end", async () => {
  const whole = list(95, 10);
  expect(await walk(byPage, whole, { size: 10, page: 8 })).toHaveLength(25);
  expect(whole.queries).toHaveLength(3);
  const other = list(95, 10);
  expect(await walk(byOffset, other, { size: 10, offset: 75 })).toHaveLength(20);
  expect(other.queries).toHaveLength(2);
});
