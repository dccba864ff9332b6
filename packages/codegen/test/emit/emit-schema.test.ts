import { HEAD, PATHS } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";

/** Returns the type of a schema, given as YAML flow, in a document of this version. */
async function typeOf(schema: string, version = "3.1.0"): Promise<string | undefined> {
  const head = HEAD.replace("3.1.0", version);
  const files = await generated(`${head}${PATHS}components:\n  schemas:\n    A: ${schema}\n`);
  return files["src/generated/schema.ts"]?.match(/^ {8}A: ([^;]+);/m)?.[1];
}

describe("a list that may grow is typed by its known values and any string", () => {
  test.for([
    ["alone", "{ type: string, x-extensible-enum: [a, b] }", '"a" | "b" | (string & {})'],
    ["with one value", "{ type: string, x-extensible-enum: [a] }", '"a" | (string & {})'],
    ["or null", '{ type: [string, "null"], x-extensible-enum: [a] }', '"a" | (string & {}) | null'],
    [
      "as items",
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

  test("or null, as OpenAPI 3.0 says it", async () => {
    const schema = "{ type: string, nullable: true, x-extensible-enum: [a] }";
    expect(await typeOf(schema, "3.0.3")).toBe('"a" | (string & {}) | null');
  });
});

test("a list that is closed is typed by its values alone", async () => {
  expect(await typeOf("{ type: string, enum: [a, b] }")).toBe('"a" | "b"');
});

test("every declaration stands once, in the same order, whichever part of the document asks for it", async () => {
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
  ]);
  expect(schema).toContain('B: WithRequired<components["schemas"]["A"], "a">;');
});

test("a parameter that is JSON has the type of its schema, wherever it is described", async () => {
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
