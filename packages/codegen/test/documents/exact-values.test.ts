import { HEAD, PATHS } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

const document = (schema: string): string =>
  `${HEAD}${PATHS}components:\n  schemas:\n    A:\n      type: object\n      properties:\n        big: ${schema}\n`;

describe("refuses an integer that would be rounded", () => {
  test.for([
    ["in a list", "{ type: integer, enum: [1, 9007199254740993] }", 41],
    ["as a constant", "{ const: -9007199254740993 }", 23],
  ] as const)("%s", async ([, schema, column]) => {
    expect(await refusal(document(schema))).toBe(
      `openapi.yaml:19:${column} The schema of \`big\` allows an integer that JavaScript cannot represent exactly, so it would be rounded.`,
    );
  });

  test("in JSON", async () => {
    const text = JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Acme API", version: "1" },
      paths: { "/a": { get: { responses: {} } } },
      components: { schemas: { Big: { type: "integer", enum: ["BIG"] } } },
    }).replace('"BIG"', "9007199254740993");
    expect(await refusal({ "openapi.json": text })).toMatch(
      /^openapi\.json:1:\d+ The schema of `Big` allows/,
    );
  });
});

describe("accepts", () => {
  test.for([
    ["the largest exact integer", "{ type: integer, enum: [9007199254740991] }"],
    [
      "a large limit or example",
      "{ type: integer, maximum: 9223372036854775807, example: 9007199254740993 }",
    ],
    ["a large default", "{ type: integer, default: 9223372036854775807 }"],
    [
      "an example of an object with that property",
      "{ type: object, example: { const: 9007199254740993 } }",
    ],
  ] as const)("%s", async ([, schema]) => {
    expect(await generated(document(schema))).toHaveProperty(["src/generated/schema.ts"]);
  });

  test("a value that an overlay removes", async () => {
    const files = await generated({
      "openapi.yaml": document("{ type: integer, enum: [1, 9007199254740993] }"),
      "overlay.yaml": `overlay: 1.0.0
info: { title: Acme, version: 1.0.0 }
actions:
  - target: $.components.schemas.A.properties.big.enum[1]
    description: No client can represent it.
    remove: true
`,
    });
    expect(files["src/generated/schema.ts"]).toMatch(/big\?: 1;/);
  });
});
