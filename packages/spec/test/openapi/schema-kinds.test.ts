import { describe, expect, test } from "vitest";
import { bundledSpec } from "../../src/load/spec.ts";
import { Cursor } from "../../src/openapi/cursor.ts";
import { schemaKinds } from "../../src/openapi/schema-kinds.ts";

const schemas = {
  List: { type: "array", items: { type: "string" } },
  Page: { type: "object", properties: { limit: { type: "integer" } } },
  Text: { type: "string" },
  Chain: { $ref: "#/components/schemas/List" },
  // A filter that contains filters.
  Tree: { anyOf: [{ type: "string" }, { $ref: "#/components/schemas/Tree" }] },
  Mixed: { allOf: [{ $ref: "#/components/schemas/Mixed" }, { $ref: "#/components/schemas/Page" }] },
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function kindsOf(schema: object): string[] {
  const document = { schema, components: { schemas } };
  const spec = bundledSpec(document, { name: "acme", file: "openapi.json" });
  return [...schemaKinds(Cursor.root(spec).at("schema"))].sort();
}

describe("returns the kind of a schema", () => {
  test.for([
    ["with a type", { type: "array" }, ["array"]],
    ["without a type but with properties", { properties: {} }, ["object"]],
    ["without a type but with items", { items: {} }, ["array"]],
    ["without a type but with a format", { format: "date" }, ["other"]],
    ["that is a reference", ref("Page"), ["object"]],
    ["that is a reference to a reference", ref("Chain"), ["array"]],
    ["that is all of a reference", { allOf: [ref("List")] }, ["array"]],
    [
      "that is all of a reference and a description",
      { allOf: [ref("Page"), { description: "A page." }] },
      ["object"],
    ],
    ["that is nullable in 3.0", { nullable: true, allOf: [ref("Page")] }, ["object"]],
    ["that is nullable in 3.1", { type: ["array", "null"] }, ["array"]],
    ["that is a list or null", { anyOf: [ref("List"), { type: "null" }] }, ["array"]],
    ["that is an object or null", { oneOf: [{ type: "null" }, ref("Page")] }, ["object"]],
    [
      "that is an object with one of two members",
      { type: "object", anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      ["object"],
    ],
    ["with values", { enum: ["a", 1, null] }, ["other"]],
    ["with one value", { const: ["a"] }, ["array"]],
    ["with values and a type", { type: "string", enum: ["a"] }, ["other"]],
    [
      "that is nested in compositions",
      { anyOf: [{ allOf: [{ oneOf: [ref("Chain")] }] }, { type: "null" }] },
      ["array"],
    ],
    ["that contains itself in a union", ref("Tree"), ["other"]],
    ["that contains itself in an intersection", ref("Mixed"), ["object"]],
  ] as const)("%s", ([, schema, kinds]) => {
    expect(kindsOf(schema)).toEqual(kinds);
  });
});

describe("returns every kind of a schema", () => {
  test.for([
    ["with several types", { type: ["string", "array"] }, ["array", "other"]],
    ["that is a string or a list", { oneOf: [ref("Text"), ref("List")] }, ["array", "other"]],
    ["with values of several kinds", { enum: ["a", ["b"]] }, ["array", "other"]],
    ["that says nothing", {}, ["array", "object", "other"]],
    ["that is only described", { description: "Anything." }, ["array", "object", "other"]],
  ] as const)("%s", ([, schema, kinds]) => {
    expect(kindsOf(schema)).toEqual(kinds);
  });
});

test("returns no kind for a schema that allows only null", () => {
  expect(kindsOf({ type: "null" })).toEqual([]);
});
