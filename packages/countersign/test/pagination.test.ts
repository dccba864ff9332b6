import { describe, expect, expectTypeOf, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import type { Pagination, Provider } from "../src/index.ts";
import { nextInput } from "../src/pagination/next-input.ts";
import { paginateBy } from "../src/pagination/paginate.ts";
import { type Received, startServer } from "./helpers/start-server.ts";

const paginate = paginateBy(nextInput);

async function collect<T>(generator: AsyncGenerator<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of generator) all.push(one);
  return all;
}

/** Returns pages in order, and records the inputs. */
function pager(pages: unknown[]) {
  const inputs: unknown[] = [];
  const fetchPage = async (input: object) => {
    inputs.push(structuredClone(input));
    return pages[inputs.length - 1];
  };
  return { inputs, fetchPage };
}

describe("pagination by cursor", () => {
  it("follows URLs with the cursor in the query, as Persona returns them", async () => {
    const pagination: Pagination = {
      style: "cursor",
      items: "/data",
      size: "/query/page/size",
      cursor: "/query/page/after",
      next: "/links/next",
      nextParameter: "page[after]",
    };
    const { inputs, fetchPage } = pager([
      { data: [1, 2], links: { next: "/api/v1/inquiries?page%5Bafter%5D=inq_2&page%5Bsize%5D=2" } },
      { data: [3], links: { next: "https://other.test/?page[after]=inq_3" } },
      { data: [4], links: { next: null } },
    ]);
    const input = { params: { query: { filter: { status: "x" }, page: { size: 2 } } } };
    expect(await collect(paginate(pagination, fetchPage).items(input))).toEqual([1, 2, 3, 4]);
    expect(inputs).toEqual([
      { params: { query: { filter: { status: "x" }, page: { size: 2 } } } },
      { params: { query: { filter: { status: "x" }, page: { size: 2, after: "inq_2" } } } },
      { params: { query: { filter: { status: "x" }, page: { size: 2, after: "inq_3" } } } },
    ]);
    expect(input).toEqual({ params: { query: { filter: { status: "x" }, page: { size: 2 } } } });
  });

  const keyset: Pagination = {
    style: "cursor",
    items: "/data",
    cursor: "/query/after_id",
    next: "/last_id",
    more: "/has_more",
  };

  it("ends when the response reports no more pages, as Inklink's do", async () => {
    const { inputs, fetchPage } = pager([
      { data: ["a"], last_id: "a", has_more: true },
      { data: ["b"], last_id: "b", has_more: false },
    ]);
    expect(await collect(paginate(keyset, fetchPage).pages({}))).toHaveLength(2);
    expect(inputs).toEqual([{}, { params: { query: { after_id: "a" } } }]);
  });

  it("goes on while there is a cursor if the response does not say whether there are more pages", async () => {
    const { inputs, fetchPage } = pager([
      { data: ["a"], last_id: "a" },
      { data: ["b"], last_id: "b", has_more: null },
      { data: [], last_id: null },
    ]);
    expect(await collect(paginate(keyset, fetchPage).pages({}))).toHaveLength(3);
    expect(inputs).toHaveLength(3);
  });

  it("sends the cursor in the body if declared there", async () => {
    const search: Pagination = {
      style: "cursor",
      items: "/data",
      cursor: "/body/page/after",
      next: "/next",
    };
    const { inputs, fetchPage } = pager([{ data: [], next: "c" }, { data: [] }]);
    await collect(paginate(search, fetchPage).pages({ body: { query: 1 } }));
    expect(inputs[1]).toEqual({ body: { query: 1, page: { after: "c" } } });
  });

  it("fails if a cursor appears twice, instead of running forever", async () => {
    const page = { data: ["a"], last_id: "a", has_more: true };
    const { inputs, fetchPage } = pager([page, page, page]);
    const seen: unknown[] = [];
    const run = async () => {
      for await (const item of paginate(keyset, fetchPage).items({})) seen.push(item);
    };
    await expect(run()).rejects.toMatchObject({ code: "pagination_invalid" });
    expect([seen, inputs.length]).toEqual([["a", "a"], 2]);
  });

  it.each([{}, { data: null, last_id: null }, { data: [1], has_more: true }, null, "text"])(
    "ends at the response %j",
    async (page) => {
      const { inputs, fetchPage } = pager([page]);
      await collect(paginate(keyset, fetchPage).items({}));
      expect(inputs).toHaveLength(1);
    },
  );
});

describe("pagination by page number", () => {
  const numbered: Pagination = {
    style: "page",
    items: "/records",
    size: "/body/rows_per_page",
    page: "/body/page_no",
    firstPage: 1,
    total: "/totalRecords",
  };

  it("starts at the first page and ends at the total", async () => {
    const { inputs, fetchPage } = pager([
      { records: [1, 2], totalRecords: 4 },
      { records: [3, 4], totalRecords: 4 },
    ]);
    const input = { body: { rows_per_page: 2 } };
    expect(await collect(paginate(numbered, fetchPage).items(input))).toEqual([1, 2, 3, 4]);
    expect(inputs).toEqual([
      { body: { rows_per_page: 2, page_no: 1 } },
      { body: { rows_per_page: 2, page_no: 2 } },
    ]);
  });

  it("starts at the caller's page", async () => {
    const { inputs, fetchPage } = pager([{ records: [5], totalRecords: 5 }]);
    await collect(paginate(numbered, fetchPage).pages({ body: { rows_per_page: 2, page_no: 3 } }));
    expect(inputs).toEqual([{ body: { rows_per_page: 2, page_no: 3 } }]);
  });

  it("ends at a page that is not full if no total is reported", async () => {
    const { inputs, fetchPage } = pager([{ records: [1, 2] }, { records: [3] }]);
    await collect(paginate(numbered, fetchPage).pages({ body: { rows_per_page: 2 } }));
    expect(inputs).toHaveLength(2);
  });
});

it("skips the fetched items in pagination by offset", async () => {
  const offset: Pagination = {
    style: "offset",
    items: "/items",
    size: "/query/limit",
    offset: "/query/offset",
    total: "/total",
  };
  const { inputs, fetchPage } = pager([
    { items: [1, 2], total: 3 },
    { items: [3], total: 3 },
  ]);
  const input = { params: { query: { accountId: 7, limit: 2 } } };
  expect(await collect(paginate(offset, fetchPage).items(input))).toEqual([1, 2, 3]);
  expect(inputs[1]).toEqual({ params: { query: { accountId: 7, limit: 2, offset: 2 } } });
});

describe("a client", () => {
  interface ListUsers {
    input: { params?: { query?: { limit?: number; after?: string } } };
    response: { data?: { id: string }[]; next?: string | null };
    errors: object;
  }
  const table = {
    name: "paged",
    title: "Paged API",
    version: "1",
    servers: { production: "https://api.paged.test" },
    defaultHeaders: {},
    securitySchemes: {},
    requiredCredentials: [],
    operations: {
      listUsers: {
        method: "GET",
        path: "/users",
        security: [],
        pagination: { style: "cursor", items: "/data", cursor: "/query/after", next: "/next" },
      },
    },
  } as const satisfies Provider;
  const paged: typeof table & {
    readonly "~types"?: {
      credentials: object;
      operations: { listUsers: ListUsers };
      paths: object;
    };
  } = table;

  const pages = ({ target }: Received) => {
    const after = new URL(target, "http://x").searchParams.get("after");
    return {
      body: JSON.stringify({
        data: [{ id: after ?? "first" }],
        next: after === null ? "second" : null,
      }),
    };
  };

  it("yields typed items and pages of an operation that declares pagination", async () => {
    const server = await startServer(pages);
    const client = connect(paged, { baseUrl: server.url });
    const ids: string[] = [];
    for await (const user of client.listUsers.items({ params: { query: { limit: 1 } } })) {
      expectTypeOf(user).toEqualTypeOf<{ id: string }>();
      ids.push(user.id);
    }
    expect(ids).toEqual(["first", "second"]);
    expect(server.received.map(({ target }) => target)).toEqual([
      "/users?limit=1",
      "/users?limit=1&after=second",
    ]);
    expect(await collect(client.listUsers.pages())).toHaveLength(2);
  });

  it("stops between pages when the signal aborts", async () => {
    const server = await startServer(pages);
    const client = connect(paged, { baseUrl: server.url });
    const controller = new AbortController();
    const run = async () => {
      for await (const _ of client.listUsers.pages({ signal: controller.signal }))
        controller.abort();
    };
    await expect(run()).rejects.toMatchObject({ code: "aborted" });
    expect(server.received).toHaveLength(1);
  });
});
