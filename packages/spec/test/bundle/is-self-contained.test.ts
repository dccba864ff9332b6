import { HEAD, PATHS, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { isSelfContained } from "../../src/bundle/is-self-contained.ts";
import { loadSpec } from "../../src/load/load-spec.ts";

const SCHEMAS = { A: { type: "object" }, B: { $ref: "#/components/schemas/A" } };

describe("treats a document as self-contained", () => {
  test.for([
    ["without a reference", { type: "object" }],
    ["with a reference to one of its own objects", { $ref: "#/components/schemas/A" }],
    ["with a percent-encoded reference", { $ref: "#/components/%73chemas/A" }],
    [
      "with references below names that are keywords elsewhere",
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
      "with a list below a name that is a keyword elsewhere",
      { properties: { examples: { anyOf: [{ $ref: "#/components/schemas/A" }] } } },
    ],
    [
      "with a discriminator mapping",
      { discriminator: { propertyName: "kind", mapping: { a: "#/components/schemas/A" } } },
    ],
  ] as const)("%s", ([, schema]) => {
    expect(isSelfContained({ components: { schemas: { ...SCHEMAS, B: schema } } })).toBe(true);
  });
});

describe("leaves a document to the bundler", () => {
  test.for([
    ["with a reference to a file", { $ref: "a.yaml" }],
    ["with a reference to a URL", { $ref: "https://acme.example/a.yaml" }],
    ["with a reference without a target", { $ref: "#/components/schemas/None" }],
    ["with a reference to another reference", { $ref: "#/components/schemas/B" }],
    ["with a reference to an anchor", { $ref: "#a" }],
    ["with a reference that is not a string", { $ref: 1 }],
    ["with a reference in place of a value", { example: { $ref: "#/components/schemas/A" } }],
    ["with a reference in a list of values", { examples: [{ $ref: "#/components/schemas/A" }] }],
    [
      "with a reference in place of a list item's example",
      { parameters: [{ name: "a", example: { $ref: "#/components/schemas/A" } }] },
    ],
    ["with an example in a file", { externalValue: "a.json" }],
    [
      "with a mapping to a schema name without a pointer",
      { discriminator: { mapping: { a: "A" } } },
    ],
    ["with a mapping to a file", { discriminator: { mapping: { a: "a.yaml" } } }],
    ["with a default mapping", { discriminator: { defaultMapping: "a.yaml" } }],
  ] as const)("%s", ([, schema]) => {
    expect(isSelfContained({ components: { schemas: { ...SCHEMAS, C: schema } } })).toBe(false);
  });
});

test("replaces a reference in place of an example's value by its target", async () => {
  const folder = await specFolder(
    `${HEAD}${PATHS}components:\n  schemas:\n    A:\n      type: object\n      example: { $ref: "#/x-a" }\nx-a: { name: Ana }\n`,
  );
  const { document } = await loadSpec(folder);
  expect(document).toMatchObject({ components: { schemas: { A: { example: { name: "Ana" } } } } });
});
