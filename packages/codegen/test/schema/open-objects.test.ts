import { describe, expect, test } from "vitest";
import { errorsWith } from "../helpers/saved-schema.ts";

describe("is an open object in requests and responses", () => {
  test.for([
    ["an object without properties", "A: { type: object }"],
    ["one with an empty list of properties", "A: { type: object, properties: {} }"],
    ["one that only has a size", "A: { type: object, minProperties: 1, description: Anything. }"],
    ["one that allows any property", "A: { type: object, additionalProperties: true }"],
    ["one whose properties have an empty schema", "A: { type: object, additionalProperties: {} }"],
    ["one that only requires properties", "A: { type: object, required: [a] }"],
    ["one in an allOf", "A: { allOf: [{ type: object }] }"],
    [
      "one beside parts that declare nothing",
      "A: { type: object, allOf: [{ description: Any. }] }",
    ],
    [
      "one with alternatives that only require properties",
      "A: { type: object, anyOf: [{ required: [a] }, { required: [b] }] }",
    ],
    ["one behind a reference", 'A: { $ref: "#/components/schemas/B" }\nB: { type: object }'],
    [
      "one in an allOf behind a reference",
      'A: { allOf: [{ $ref: "#/components/schemas/B" }] }\nB: { type: object }',
    ],
  ] as const)("%s", async ([, schemas]) => {
    const program = `sure<Same<Sent, { [key: string]: unknown }>>();
sure<Same<Received, { [key: string]: unknown }>>();
`;
    expect(await errorsWith(schemas, program)).toEqual([]);
  });

  test.for([
    ["nullable in OpenAPI 3.1", 'A: { type: [object, "null"] }', "3.1.0"],
    ["nullable in OpenAPI 3.0", "A: { type: object, nullable: true }", "3.0.3"],
    ["nullable in an allOf", "A: { allOf: [{ type: object, nullable: true }] }", "3.0.3"],
    ["one of two", 'A: { anyOf: [{ type: object }, { type: "null" }] }', "3.1.0"],
  ] as const)("or null: %s", async ([, schemas, version]) => {
    const program = "sure<Same<Sent, { [key: string]: unknown } | null>>();\n";
    expect(await errorsWith(schemas, program, version)).toEqual([]);
  });
});

test("an object that forbids other properties stays closed", async () => {
  const program = `// @ts-expect-error nothing can be put in
export const sent: Sent = { a: 1 };
export const empty: Sent = {};
`;
  const schemas = "A: { type: object, additionalProperties: false }";
  expect(await errorsWith(schemas, program)).toEqual([]);
});

test("an array without items has any, and a schema without keywords is anything", async () => {
  const schemas =
    "A: { type: object, required: [list, any], properties: { list: { type: array }, any: {} } }";
  const program = "sure<Same<Sent, { list: unknown[]; any: unknown }>>();\n";
  expect(await errorsWith(schemas, program)).toEqual([]);
});

describe("adds nothing to what is beside it", () => {
  const properties = "properties: { a: { type: string } }";
  test.for([
    [
      "an object without properties",
      `A: { allOf: [{ type: object, ${properties} }, { type: object }] }`,
    ],
    [
      "a closed object without properties",
      `A: { allOf: [{ type: object, ${properties} }, { type: object, additionalProperties: false }] }`,
    ],
    [
      "a part that only describes",
      `A: { allOf: [{ type: object, ${properties} }, { description: A. }] }`,
    ],
    [
      "alternatives that only require properties",
      `A: { type: object, ${properties}, anyOf: [{ required: [a] }, { type: object, required: [b] }] }`,
    ],
    [
      "a choice that only requires properties",
      `A: { type: object, ${properties}, oneOf: [{ required: [a] }, { required: [b] }] }`,
    ],
  ] as const)("%s", async ([, schemas]) => {
    expect(await errorsWith(schemas, "sure<Same<Sent, { a?: string }>>();\n")).toEqual([]);
  });
});

test("alternatives beside properties limit them", async () => {
  const schemas = `A: { type: object, properties: { a: { type: string } }, anyOf: [{ $ref: "#/components/schemas/B" }, { $ref: "#/components/schemas/C" }] }
B: { type: object, required: [b], properties: { b: { type: string } } }
C: { type: object, required: [c], properties: { c: { type: string } } }`;
  const program = `export const sent: Sent = { a: "1", b: "2" };
// @ts-expect-error one of b and c is required
export const less: Sent = { a: "1" };
`;
  expect(await errorsWith(schemas, program)).toEqual([]);
});

test("what is defined within a schema is no member of its values", async () => {
  const schemas = `A: { type: object, required: [inner], properties: { inner: { $ref: "#/components/schemas/A/$defs/Inner" } }, $defs: { Inner: { type: object, properties: { again: { $ref: "#/components/schemas/A/$defs/Inner" } } } } }`;
  const program = "export const sent: Sent = { inner: { again: { again: {} } } };\n";
  expect(await errorsWith(schemas, program)).toEqual([]);
});

test("a reference through a union or a list leads to what it names", async () => {
  const schemas = `A: { type: object, required: [name, id], properties: { name: { $ref: "#/components/schemas/B/oneOf/0/properties/name" }, id: { $ref: "#/components/schemas/B/oneOf/1/items" } } }
B: { oneOf: [{ type: object, properties: { name: { type: string } } }, { type: array, items: { type: integer } }] }`;
  const program = "sure<Same<Sent, { name: string; id: number }>>();\n";
  expect(await errorsWith(schemas, program)).toEqual([]);
});
