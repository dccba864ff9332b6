import { expect, test } from "vitest";
import { startAcme } from "./fixtures/start-acme.ts";

test.each([
  ["a number in range", "?limit=100"],
  ["a list of one item", "?id=1"],
  ["a list", "?id=1&id=2"],
  ["an object", "?filter[status]=open&filter[age]=18"],
  ["a name with brackets", "?page[size]=5"],
])("accepts a query with %s", async (_, query) => {
  const { send } = await startAcme();
  expect((await send(`/people${query}`)).status).toBe(200);
});

test.each([
  ["?limit=many", "limit", "must be integer"],
  ["?limit=101", "limit", "must be <= 100"],
  ["?limit=1&limit=2", "limit", "must be integer"],
  ["?id=1&id=b", "id[1]", "must be integer"],
  ["?filter[age]=17", "filter[age]", "must be >= 18"],
  ["?filter[size]=1", "filter[size]", "is not documented"],
  ["?filter[toString]=1", "filter[toString]", "is not documented"],
  ["?filter=1", "filter", "must be object"],
  ["?size=1", "size", "is not documented"],
])("refuses the query %s and names %s", async (query, path, message) => {
  const { send } = await startAcme();
  const { status, body } = await send(`/people${query}`);
  expect(status).toBe(422);
  expect(body).toEqual({
    error: {
      code: "invalid_request",
      message: `Invalid request for listPeople: query ${path} ${message}.`,
      details: [{ in: "query", path, message }],
    },
  });
});

test("validates a path item's parameter, and names a header as documented", async () => {
  const { send } = await startAcme();
  const { body } = await send("/people", { headers: { "acme-version": "3" } });
  expect(body).toMatchObject({
    error: {
      details: [{ in: "header", path: "Acme-Version", message: 'must be one of ["1","2"]' }],
    },
  });
});

test("decodes a path parameter and validates its format", async () => {
  const { send } = await startAcme();
  const remove = { method: "DELETE" };
  expect((await send("/people/f47ac10b-58cc-4372-a567-0e02b2c3d479", remove)).status).toBe(204);
  const { status, body } = await send("/people/a%2Fb", remove);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: { details: [{ in: "path", path: "person-id", message: 'must match format "uuid"' }] },
  });
});

test.each([
  { name: "Ada" },
  { name: null, kind: "person", colour: "red", born: "1815-12-10" },
  { name: "Ada", parents: [{ name: "Anne", parents: [] }] },
])("accepts the body %j", async (value) => {
  const { post } = await startAcme();
  expect((await post("/people", value)).status).toBe(201);
});

test.each([
  [{}, "/name", "is required"],
  [{ name: 1 }, "/name", "must be string,null"],
  [{ name: "Ada", kind: "dog" }, "/kind", 'must be "person"'],
  [{ name: "Ada", colour: "blue" }, "/colour", 'must be one of ["red","green"]'],
  [{ name: "Ada", born: "yesterday" }, "/born", 'must match format "date"'],
  [{ name: "Ada", "a/b": 1 }, "/a~1b", "is not documented"],
  [{ name: "Ada", parents: [{ name: "Anne" }, {}] }, "/parents/1/name", "is required"],
  [[], "", "must be object"],
  ["text", "", "must be object"],
  [null, "", "must be object"],
])("refuses the body %j and names %j", async (value, path, message) => {
  const { post } = await startAcme();
  const { status, body } = await post("/people", value);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: { code: "invalid_request", details: [{ in: "body", path, message }] },
  });
});

test("reports all problems at once", async () => {
  const { post } = await startAcme();
  const { body } = await post("/people?x=1", { kind: "dog" });
  expect(body).toEqual({
    error: {
      code: "invalid_request",
      message: "Invalid request for createPerson: body /name is required (and 2 more).",
      details: [
        { in: "body", path: "/name", message: "is required" },
        { in: "body", path: "/kind", message: 'must be "person"' },
        { in: "query", path: "x", message: "is not documented" },
      ],
    },
  });
});

test("refuses a request without the required body", async () => {
  const { send } = await startAcme();
  const { status, body } = await send("/people", { method: "POST" });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: { details: [{ in: "body", path: "", message: "is required" }] },
  });
});
