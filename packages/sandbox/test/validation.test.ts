import { expect, test } from "vitest";
import { startAcme } from "./fixtures/start-acme.ts";

test.each([
  ["a number in range", "?limit=100"],
  ["a list of one", "?id=1"],
  ["a list", "?id=1&id=2"],
  ["an object", "?filter[status]=open&filter[age]=18"],
  ["a name with brackets", "?page[size]=5"],
])("a query with %s is accepted", async (_, query) => {
  const { ask } = await startAcme();
  expect((await ask(`/people${query}`)).status).toBe(200);
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
])("the query %s is refused, naming %s", async (query, path, message) => {
  const { ask } = await startAcme();
  const { status, body } = await ask(`/people${query}`);
  expect(status).toBe(422);
  expect(body).toEqual({
    error: {
      code: "invalid_request",
      message: `The request is not as listPeople documents it: query ${path} ${message}.`,
      details: [{ in: "query", path, message }],
    },
  });
});

test("a parameter of the path item is validated, in a header as documented", async () => {
  const { ask } = await startAcme();
  const { body } = await ask("/people", { headers: { "acme-version": "3" } });
  expect(body).toMatchObject({
    error: {
      details: [{ in: "header", path: "Acme-Version", message: 'must be one of ["1","2"]' }],
    },
  });
});

test("a path parameter is validated with its format, decoded", async () => {
  const { ask } = await startAcme();
  const remove = { method: "DELETE" };
  expect((await ask("/people/f47ac10b-58cc-4372-a567-0e02b2c3d479", remove)).status).toBe(204);
  const { status, body } = await ask("/people/a%2Fb", remove);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: { details: [{ in: "path", path: "person-id", message: 'must match format "uuid"' }] },
  });
});

test.each([
  { name: "Ada" },
  { name: null, kind: "person", colour: "red", born: "1815-12-10" },
  { name: "Ada", parents: [{ name: "Anne", parents: [] }] },
])("the body %j is accepted", async (value) => {
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
])("the body %j is refused, naming %j", async (value, path, message) => {
  const { post } = await startAcme();
  const { status, body } = await post("/people", value);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: { code: "invalid_request", details: [{ in: "body", path, message }] },
  });
});

test("everything that is wrong is reported at once", async () => {
  const { post } = await startAcme();
  const { body } = await post("/people?x=1", { kind: "dog" });
  expect(body).toEqual({
    error: {
      code: "invalid_request",
      message:
        "The request is not as createPerson documents it: body /name is required (and 2 more).",
      details: [
        { in: "body", path: "/name", message: "is required" },
        { in: "body", path: "/kind", message: 'must be "person"' },
        { in: "query", path: "x", message: "is not documented" },
      ],
    },
  });
});

test("a required body that is missing is refused", async () => {
  const { ask } = await startAcme();
  const { status, body } = await ask("/people", { method: "POST" });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: { details: [{ in: "body", path: "", message: "is required" }] },
  });
});
