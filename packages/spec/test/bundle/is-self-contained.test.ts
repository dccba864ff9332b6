import { HEAD, PATHS, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { isSelfContained } from "../../src/bundle/is-self-contained.ts";
import { loadSpec } from "../../src/load/load-spec.ts";

const SCHEMAS = { A: { type: "object" }, B: { $ref: "#/components/schemas/A" } };

describe("a document is self-contained", () => {
  test.for([
    ["without a reference", { type: "object" }],
    ["with a reference to an object of its own", { $ref: "#/components/schemas/A" }],
    ["with a percent-encoded reference", { $ref: "#/components/%73chemas/A" }],
    [
      "with references below names that are words elsewhere",
      {
        properties: {
          example: { $ref: "#/components/schemas/A" },
          default: { $ref: "#/components/schemas/A" },
          mapping: { type: "string" },
          properties: { properties: { value: { $ref: "#/components/schemas/A" } } },
        },
      },
    ],
    [
      "with a list below a name that is a word elsewhere",
      { properties: { examples: { anyOf: [{ $ref: "#/components/schemas/A" }] } } },
    ],
    [
      "with the mapping of a discriminator",
      { discriminator: { propertyName: "kind", mapping: { a: "#/components/schemas/A" } } },
    ],
  ] as const)("%s", ([, schema]) => {
    expect(isSelfContained({ components: { schemas: { ...SCHEMAS, B: schema } } })).toBe(true);
  });
});

describe("a document is for the bundler", () => {
  test.for([
    ["with a reference to a file", { $ref: "a.yaml" }],
    ["with a reference to an address", { $ref: "https://acme.example/a.yaml" }],
    ["with a reference that leads nowhere", { $ref: "#/components/schemas/None" }],
    ["with a reference through another", { $ref: "#/components/schemas/B" }],
    ["with a reference to an anchor", { $ref: "#a" }],
    ["with a reference that is no text", { $ref: 1 }],
    ["with a reference in place of a value", { example: { $ref: "#/components/schemas/A" } }],
    ["with a reference in a list of values", { examples: [{ $ref: "#/components/schemas/A" }] }],
    [
      "with a reference in place of a parameter's example, in a list",
      { parameters: [{ name: "a", example: { $ref: "#/components/schemas/A" } }] },
    ],
    ["with a file as the value of an example", { externalValue: "a.json" }],
    ["with a mapping by a schema's bare name", { discriminator: { mapping: { a: "A" } } }],
    ["with a mapping to a file", { discriminator: { mapping: { a: "a.yaml" } } }],
    ["with a default mapping", { discriminator: { defaultMapping: "a.yaml" } }],
  ] as const)("%s", ([, schema]) => {
    expect(isSelfContained({ components: { schemas: { ...SCHEMAS, C: schema } } })).toBe(false);
  });
});

test("a reference in place of an example's value is replaced by what it leads to", async () => {
  const folder = await specFolder(
    `${HEAD}${PATHS}components:\n  schemas:\n    A:\n      type: object\n      example: { $ref: "#/x-a" }\nx-a: { name: Ana }\n`,
  );
  const { document } = await loadSpec(folder);
  expect(document).toMatchObject({ components: { schemas: { A: { example: { name: "Ana" } } } } });
});
