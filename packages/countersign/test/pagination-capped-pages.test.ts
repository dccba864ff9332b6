import { describe, expect, it } from "vitest";
import type { Pagination } from "../src/index.ts";
import { nextInput } from "../src/pagination/next-input.ts";
import { type PagedInput, paginateBy } from "../src/pagination/paginate.ts";

// A provider may give fewer items on a page than it is asked for. Where it says how many there are in all, none
// of them may be lost.

interface Query {
  readonly page?: number;
  readonly offset?: number;
  readonly size?: number;
}

/** A list of so many numbers, of which a page has no more than the cap. */
function list(total: number, cap: number, told: number | undefined = total) {
  const asked: Query[] = [];
  const fetchPage = async ({ params }: PagedInput) => {
    const { query = {} } = (params ?? {}) as { query?: Query };
    asked.push(query);
    const size = Math.min(query.size ?? cap, cap);
    const start = query.offset ?? ((query.page ?? 1) - 1) * size;
    const numbers = Array.from({ length: total }, (_, index) => index);
    return { items: numbers.slice(start, start + size), total: told };
  };
  return { asked, fetchPage };
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
  ["numbers", byPage],
  ["an offset", byOffset],
] as const)("a list paged by %s", (_, pagination) => {
  it.each([
    ["whose pages are smaller than asked for", 250, 100, { size: 500 }, 3],
    ["whose last page is full", 200, 100, { size: 100 }, 2],
    ["whose last page is not", 120, 50, { size: 50 }, 3],
    ["asked for without a size", 25, 10, {}, 3],
    ["that is empty", 0, 10, { size: 10 }, 1],
  ])("is walked to its end: one %s", async (_name, total, cap, query, requests) => {
    const whole = list(total, cap);
    expect(await walk(pagination, whole, query)).toHaveLength(total);
    expect(whole.asked).toHaveLength(requests);
  });

  it("ends with an empty page where there is less than the total says", async () => {
    const whole = list(30, 10, 99);
    expect(await walk(pagination, whole, { size: 10 })).toHaveLength(30);
    expect(whole.asked).toHaveLength(4);
  });
});

it("a walk that begins later ends where the list does", async () => {
  const whole = list(95, 10);
  expect(await walk(byPage, whole, { size: 10, page: 8 })).toHaveLength(25);
  expect(whole.asked).toHaveLength(3);
  const other = list(95, 10);
  expect(await walk(byOffset, other, { size: 10, offset: 75 })).toHaveLength(20);
  expect(other.asked).toHaveLength(2);
});
