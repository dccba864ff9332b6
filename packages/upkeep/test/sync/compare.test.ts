import { describe, expect, test } from "vitest";
import { compareDocuments } from "../../src/sync/compare.ts";

/** A document with one operation, `POST /a`. */
function document(operation: object, components: object = {}): object {
  return { openapi: "3.1.0", paths: { "/a": { post: operation } }, components };
}

/** Compares two schemas of a request body. */
function compareBodies(before: object, after: object, schemas: object = {}): string[] {
  const of = (schema: object): object =>
    document({ requestBody: { content: { "application/json": { schema } } } }, { schemas });
  const prefix = "POST /a: request body: ";
  return compareDocuments(of(before), of(after)).map((line) => {
    expect(line.startsWith(prefix)).toBe(true);
    return line.slice(prefix.length);
  });
}

const object = (properties: object, required: string[] = []): object => ({
  type: "object",
  properties,
  required,
});
const STRING = { type: "string" };
const INTEGER = { type: "integer" };

test("lists added and removed operations", () => {
  const before = { paths: { "/a": { get: {}, post: {} }, "/b": { get: {} } } };
  const after = {
    paths: { "/a": { get: {}, parameters: [] }, "/c": { delete: {} } },
    webhooks: { done: { post: {} } },
  };
  expect(compareDocuments(before, after)).toEqual([
    "+ DELETE /c",
    "+ webhook POST done",
    "- POST /a",
    "- GET /b",
  ]);
  expect(compareDocuments(undefined, before)).toEqual(["+ GET /a", "+ POST /a", "+ GET /b"]);
});

test.for<[string, object, object, string[]]>([
  ["nothing", object({ a: STRING }), object({ a: STRING }), []],
  [
    "descriptions and examples",
    object({ a: STRING }),
    object({ a: { ...STRING, description: "A", example: "a" } }),
    [],
  ],
  ["a new field", object({}), object({ a: STRING }), ["+ a (string)"]],
  ["a new required field", object({}), object({ a: STRING }, ["a"]), ["+ a (string, required)"]],
  ["a removed field", object({ a: STRING }, ["a"]), object({}), ["- a (string, required)"]],
  ["a type", object({ a: STRING }), object({ a: INTEGER }), ["a: type string, now integer"]],
  [
    "a field that is now required",
    object({ a: STRING }),
    object({ a: STRING }, ["a"]),
    ["a: now required"],
  ],
  [
    "a field that is no longer required",
    object({ a: STRING }, ["a"]),
    object({ a: STRING }),
    ["a: no longer required"],
  ],
  [
    "values",
    object({ a: { enum: [1, 2] } }),
    object({ a: { enum: [2, 3] } }),
    ["a: values + 3, - 1"],
  ],
  [
    "a list of values",
    object({ a: STRING }),
    object({ a: { ...STRING, const: "x" } }),
    ['a: now one of "x"'],
  ],
  [
    "a list of values that was removed",
    object({ a: { ...STRING, enum: ["x"] } }),
    object({ a: STRING }),
    ["a: no longer restricted to a list"],
  ],
  [
    "null, in any notation",
    object({ a: { ...STRING, nullable: true }, b: STRING }),
    object({ a: { type: ["string", "null"] }, b: { anyOf: [STRING, { type: "null" }] } }),
    ["b: type string, now string | null"],
  ],
  [
    "fields within fields, items and other properties",
    object({
      a: object({}),
      b: { type: "array", items: object({}) },
      c: { additionalProperties: object({}) },
    }),
    object({
      a: object({ x: STRING }),
      b: { type: "array", items: object({ x: STRING }) },
      c: { additionalProperties: object({ x: STRING }) },
    }),
    ["+ a.x (string)", "+ b[].x (string)", "+ c.*.x (string)"],
  ],
  [
    "one line for a new field with fields of its own",
    object({}),
    object({ a: object({ x: STRING, y: object({ z: STRING }) }) }),
    ["+ a (object)"],
  ],
  [
    "the body itself",
    { type: "array", items: STRING },
    object({}),
    ["type array, now object", "- [] (string)"],
  ],
  [
    "parts of a composition",
    { allOf: [object({ a: STRING }), object({}, ["a"])] },
    { oneOf: [object({ a: STRING }, ["a"]), object({ a: INTEGER, b: STRING }, ["a", "b"])] },
    ["a: type string, now integer | string", "+ b (string)"],
  ],
  [
    "names that look like paths",
    object({}),
    object({ "a.b": STRING, "\u001b[2J\u202e": STRING }),
    ['+ "a.b" (string)', '+ "\\u001b[2J\\u{202e}" (string)'],
  ],
])("compares bodies: %s", ([, before, after, lines]) => {
  expect(compareBodies(before, after)).toEqual(lines);
});

describe("references", () => {
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

  test("are followed, but not into a schema that contains them", () => {
    const schemas = { Node: object({ value: STRING, next: ref("Node") }) };
    expect(compareBodies(object({}), ref("Node"), schemas)).toEqual([
      "+ value (string)",
      "+ next (object)",
    ]);
  });

  test("count as any type if they are broken, external or circular", () => {
    const schemas = { Loop: ref("Loop"), All: { allOf: [ref("All")] } };
    const fields = { a: ref("None"), b: { $ref: "other.yaml" }, c: ref("Loop"), d: ref("All") };
    expect(compareBodies(object({}), object(fields), schemas)).toEqual(
      ["a", "b", "c", "d"].map((name) => `+ ${name} (any)`),
    );
  });

  test("that grow exponentially are cut off in reasonable time", () => {
    const level = (index: number): object =>
      object(Object.fromEntries([..."abcdefgh"].map((name) => [name, ref(`L${index + 1}`)])));
    const levels = Array.from({ length: 30 }, (_, index) => [`L${index}`, level(index)]);
    const start = performance.now();
    const of = (schema: object): object =>
      document(
        { requestBody: { content: { "application/json": { schema } } } },
        { schemas: Object.fromEntries(levels) },
      );
    expect(compareDocuments(of(ref("L0")), of(ref("L1")))).toEqual([
      "POST /a: request body: too large to compare",
    ]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

test("compares parameters, media types, responses, operationIds and deprecation", () => {
  const parameter = (location: string, name: string, more: object = {}): object => ({
    in: location,
    name,
    schema: STRING,
    ...more,
  });
  const before = {
    operationId: "a",
    parameters: [
      parameter("query", "gone"),
      parameter("query", "limit"),
      parameter("header", "Key"),
    ],
    requestBody: { content: { "application/json": { schema: STRING } } },
    responses: { 200: { description: "" }, 404: { description: "" } },
  };
  const after = {
    operationId: "b",
    deprecated: true,
    parameters: [
      parameter("query", "limit", { schema: INTEGER }),
      parameter("query", "cursor"),
      { $ref: "#/components/parameters/Key" },
    ],
    requestBody: {
      required: true,
      content: { "application/json": { schema: STRING }, "text/csv": {} },
    },
    responses: {
      200: { content: { "application/json": { schema: object({ id: STRING }) } } },
      default: {},
    },
  };
  const components = { parameters: { Key: parameter("header", "Key", { required: true }) } };
  expect(compareDocuments(document(before), document(after, components))).toEqual(
    [
      "operationId a, now b",
      "deprecated none, now true",
      "query parameter: limit: type string, now integer",
      "query parameter: + cursor (string)",
      "query parameter: - gone (string)",
      "header parameter: Key: now required",
      "request body: now required",
      "+ request body (text/csv)",
      "response 200: + body (object)",
      "+ response default",
      "- response 404",
    ].map((line) => `POST /a: ${line}`),
  );
});

test.for<unknown>([
  null,
  [],
  { paths: [] },
  {
    paths: {
      "/a": null,
      "/b": { get: [], post: { parameters: {}, responses: [], requestBody: 1 } },
    },
  },
  { paths: { "/a": { post: { parameters: [null, {}, { in: "query", name: {} }] } } } },
  document({
    requestBody: {
      content: {
        a: null,
        "application/json": { schema: { properties: 1, allOf: {}, required: 1, enum: 1 } },
      },
    },
  }),
])("does not fail on a malformed document: %j", (malformed) => {
  compareDocuments(malformed, document({}));
  compareDocuments(document({}), malformed);
});
