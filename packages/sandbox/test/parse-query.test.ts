import { bundledSpec } from "@countersign/spec/load";
import { Cursor } from "@countersign/spec/openapi";
import { expect, test } from "vitest";
import { readParameters } from "../src/operations/read-parameters.ts";
import { parseQuery } from "../src/validation/parse-query.ts";

const rootOf = (document: object): Cursor =>
  Cursor.root(bundledSpec(document, { name: "acme", file: "acme" }));

const list = { type: "array" };
const page = {
  type: "object",
  properties: { limit: { type: "string" }, cursor: { type: "string" } },
};
const operation = rootOf({
  parameters: [
    { name: "q", in: "query", schema: { type: "string" } },
    { name: "id", in: "query", schema: list },
    { name: "maybe", in: "query", schema: { type: ["array", "null"] } },
    { name: "comma", in: "query", explode: false, schema: list },
    { name: "space", in: "query", style: "spaceDelimited", schema: list },
    { name: "pipe", in: "query", style: "pipeDelimited", schema: list },
    { name: "page[size]", in: "query", schema: { type: "integer" } },
    { name: "filter", in: "query", style: "deepObject", schema: { type: "object" } },
    {
      name: "composed",
      in: "query",
      explode: false,
      schema: { anyOf: [{ allOf: [list] }, { type: "null" }] },
    },
    { name: "either", in: "query", explode: false, schema: { oneOf: [{ type: "string" }, list] } },
    { name: "page", in: "query", schema: { allOf: [page] } },
    { name: "flat", in: "query", explode: false, schema: { anyOf: [page, { type: "null" }] } },
    { name: "any", in: "query", schema: {} },
    { name: "header", in: "header", style: "deepObject", schema: { type: "object" } },
  ],
});
const parameters = readParameters(rootOf({}), operation);

test.each([
  ["no parameters", "", {}],
  ["a string", "?q=a+b%26c", { q: "a b&c" }],
  ["a list of one", "?id=1", { id: ["1"] }],
  ["a list", "?id=1&id=2", { id: ["1", "2"] }],
  ["a list that may be null", "?maybe=1", { maybe: ["1"] }],
  ["a comma-separated list", "?comma=1,2", { comma: ["1", "2"] }],
  ["a space-separated list", "?space=1%202", { space: ["1", "2"] }],
  ["a pipe-separated list", "?pipe=1|2", { pipe: ["1", "2"] }],
  ["a name with brackets", "?page[size]=5", { "page[size]": "5" }],
  ["an object", "?filter[a]=1&filter[b-c]=2", { filter: { a: "1", "b-c": "2" } }],
  ["an object in an object", "?filter[a][b]=1", { filter: { a: { b: "1" } } }],
  ["an encoded object", "?filter%5Ba%5D=1", { filter: { a: "1" } }],
  ["a composed list", "?composed=1,2", { composed: ["1", "2"] }],
  ["a list or a string that is a list", "?either=1,2", { either: ["1", "2"] }],
  ["a list or a string that is a string", "?either=1", { either: "1" }],
  ["an object in pairs", "?limit=2&cursor=x", { page: { limit: "2", cursor: "x" } }],
  ["an object in one pair", "?flat=limit,2,cursor,x", { flat: { limit: "2", cursor: "x" } }],
  ["anything", "?any=1,2", { any: "1,2" }],
  ["a repeated string", "?q=a&q=b", { q: ["a", "b"] }],
  ["an undocumented name", "?z=1&header[a]=1", { z: "1", "header[a]": "1" }],
])("parses a query with %s", (_, query, expected) => {
  expect({ ...parseQuery(query, parameters) }).toEqual(expected);
});

test("treats keys that JavaScript objects inherit like any other key", () => {
  const parsed = parseQuery("?__proto__=1&filter[__proto__][a]=1&constructor=2", parameters);
  expect(Object.keys(parsed)).toEqual(["__proto__", "filter", "constructor"]);
  expect(Object.keys(Object(parsed.filter))).toEqual(["__proto__"]);
  expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
});
