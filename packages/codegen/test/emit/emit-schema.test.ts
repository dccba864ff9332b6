import { HEAD, PATHS } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";

/** Returns the type of a schema, in YAML flow style, in a document of this version. */
async function typeOf(schema: string, version = "3.1.0"): Promise<string | undefined> {
  const head = HEAD.replace("3.1.0", version);
  const files = await generated(`${head}${PATHS}components:\n  schemas:\n    A: ${schema}\n`);
  return files["src/generated/schema.ts"]?.match(/^export type A = ([^;]+);/m)?.[1];
}

describe("types an extensible enum as its known values or any string", () => {
  test.for([
    ["by itself", "{ type: string, x-extensible-enum: [a, b] }", '"a" | "b" | (string & {})'],
    ["with one value", "{ type: string, x-extensible-enum: [a] }", '"a" | (string & {})'],
    ["or null", '{ type: [string, "null"], x-extensible-enum: [a] }', '"a" | (string & {}) | null'],
    [
      "as the items of an array",
      "{ type: array, items: { type: string, x-extensible-enum: [a] } }",
      '("a" | (string & {}))[]',
    ],
    [
      "with quotes in a value",
      `{ type: string, x-extensible-enum: ['"', "'"] }`,
      `"\\"" | "'" | (string & {})`,
    ],
  ] as const)("%s", async ([, schema, type]) => {
    expect(await typeOf(schema)).toBe(type);
  });

  test("or null, with OpenAPI 3.0's nullable", async () => {
    const schema = "{ type: string, nullable: true, x-extensible-enum: [a] }";
    expect(await typeOf(schema, "3.0.3")).toBe('"a" | (string & {}) | null');
  });
});

test("types a closed enum as its values only", async () => {
  expect(await typeOf("{ type: string, enum: [a, b] }")).toBe('"a" | "b"');
});

test("writes every declaration once and in the same order, whichever part of the document needs it", async () => {
  const one = `{ allOf: [{ $ref: "#/components/schemas/A" }], required: [a] }`;
  const files = await generated(`${HEAD}paths:
  /a:
    get:
      operationId: getA
      responses:
        "200": { description: A., content: { application/json: { schema: ${one} } } }
webhooks:
  changed:
    post:
      operationId: changedA
      requestBody: { content: { application/json: { schema: ${one} } } }
      responses: {}
components:
  schemas:
    A: { type: object, properties: { a: { type: string } } }
    B: ${one}
`);
  const schema = files["src/generated/schema.ts"] ?? "";
  expect(schema.match(/^(?:export )?(?:interface|type) [\w$]+/gm)).toEqual([
    "export interface paths",
    "export interface webhooks",
    "export interface components",
    "export type $defs",
    "export interface operations",
    "type WithRequired",
    "export interface A",
    "export type B",
  ]);
  expect(schema).toContain('export type B = WithRequired<A, "a">;');
});

test("types a JSON parameter by its schema, wherever it is described", async () => {
  const json = (name: string) =>
    `{ name: ${name}, in: query, content: { application/json: { schema: { type: array, items: { type: integer } } } } }`;
  const files = await generated(`${HEAD}paths:
  /a:
    parameters: [${json("ofPath")}]
    get:
      operationId: getA
      parameters: [${json("ofOperation")}, { $ref: "#/components/parameters/shared" }]
      responses: {}
components:
  parameters: { shared: ${json("shared")} }
`);
  const schema = files["src/generated/schema.ts"] ?? "";
  expect(schema).toContain("ofOperation?: number[];");
  expect(schema).toContain("ofPath?: number[];");
  expect(schema).toContain('shared?: components["parameters"]["shared"];');
  expect(schema).toMatch(/parameters: \{\n\s+shared: number\[\];/);
});

test("says of an integer of 64 bits what happens to one that a number cannot hold", async () => {
  const schema = `{ type: object, properties: { id: { type: integer, format: int64, description: The ID. }, n: { type: integer, format: int32 } } }`;
  const files = await generated(`${HEAD}${PATHS}components:\n  schemas:\n    A: ${schema}\n`);
  expect(files["src/generated/schema.ts"]).toContain(`{
    /**
     * The ID.
     *
     * Format: int64
     *
     * A number holds integers of up to 2^53 - 1. \`countersign\` rejects a response with one that a number
     * cannot hold, with the code \`integer_unsafe\`. Other clients round it.
     */
    id?: number;
    /** Format: int32 */
    n?: number;
}
`);
});
