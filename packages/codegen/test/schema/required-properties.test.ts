import { describe, expect, test } from "vitest";
import { errorsWith } from "../helpers/saved-schema.ts";

const CODE = "properties: { code: { type: string }, text: { type: string } }";
const REF = '{ $ref: "#/components/schemas/Problem" }';

describe("a property that an allOf requires of what it refers to is required", () => {
  test.for([
    [
      "of an object",
      `A: { allOf: [${REF}], required: [code] }\nProblem: { type: object, ${CODE} }`,
    ],
    [
      "by another part",
      `A: { allOf: [${REF}, { type: object, required: [code] }] }\nProblem: { type: object, ${CODE} }`,
    ],
    ["of the schema itself", `A: { type: object, ${CODE}, allOf: [{ required: [code] }] }`],
    ["of another part", `A: { allOf: [{ type: object, ${CODE} }, { required: [code] }] }`],
    [
      "of a composed schema",
      `A: { allOf: [${REF}], required: [code] }\nProblem: { allOf: [{ $ref: "#/components/schemas/Base" }] }\nBase: { type: object, ${CODE} }`,
    ],
    [
      "within another allOf",
      `A: { allOf: [{ allOf: [${REF}] }], required: [code] }\nProblem: { type: object, ${CODE} }`,
    ],
    [
      "of a union's member",
      `A: { oneOf: [${REF}], required: [code] }\nProblem: { type: object, ${CODE} }`,
    ],
    [
      "of an alternative that is written there",
      `A: { oneOf: [{ type: object, ${CODE} }], required: [code] }`,
    ],
  ] as const)("%s", async ([, schemas]) => {
    const program = `export const sent: Sent = { code: "c" };
export const code = (received: Received): string => received.code;
// @ts-expect-error the code is missing
export const less: Sent = { text: "t" };
`;
    expect(await errorsWith(schemas, program)).toEqual([]);
  });
});

describe("null is not lost", () => {
  test.for([
    ["in OpenAPI 3.0", `Problem: { type: object, nullable: true, ${CODE} }`, "3.0.3"],
    ["in OpenAPI 3.1", `Problem: { type: [object, "null"], ${CODE} }`, "3.1.0"],
    ["in a union", `Problem: { anyOf: [{ type: object, ${CODE} }, { type: "null" }] }`, "3.1.0"],
  ] as const)("%s", async ([, problem, version]) => {
    const schemas = `A: { allOf: [${REF}], required: [code] }\n${problem}`;
    const program = `export const none: Sent = null;
export const sent: Sent = { code: "c" };
export const code = (received: Received): string | undefined => received?.code;
// @ts-expect-error the code is missing
export const less: Sent = { text: "t" };
`;
    expect(await errorsWith(schemas, program, version)).toEqual([]);
  });
});

test("only the members of a union that declare a property must have it", async () => {
  const schemas = `A: { oneOf: [{ allOf: [${REF}], required: [code] }, { type: string }] }
Problem: { oneOf: [{ type: object, ${CODE} }, { type: object, required: [id], properties: { id: { type: integer } } }] }`;
  const program = `export const all: Sent[] = ["s", { code: "c" }, { id: 1 }];
// @ts-expect-error neither has all that it must have
export const less: Sent = { text: "t" };
`;
  expect(await errorsWith(schemas, program)).toEqual([]);
});

test("a property that nothing declares is not demanded", async () => {
  const schemas = `A: { allOf: [${REF}], required: [code, other] }\nProblem: { type: object, ${CODE} }`;
  expect(await errorsWith(schemas, `export const sent: Sent = { code: "c" };\n`)).toEqual([]);
});

test("a schema may require a property of a schema that refers to it", async () => {
  const schemas = `A: { allOf: [${REF}], required: [cause] }\nProblem: { type: object, properties: { cause: { $ref: "#/components/schemas/A" } } }`;
  const program = "export const cause = (received: Received): Received => received.cause.cause;\n";
  expect(await errorsWith(schemas, program)).toEqual([]);
});

test("a schema may be called like a helper type", async () => {
  const schemas = `A: { allOf: [{ $ref: "#/components/schemas/WithRequired" }], required: [code] }\nWithRequired: { type: object, nullable: true, ${CODE} }`;
  const program = `export const none: Sent = null;\nexport const sent: Sent = { code: "c" };\n`;
  expect(await errorsWith(schemas, program, "3.0.3")).toEqual([]);
});
