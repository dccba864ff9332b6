import { HEAD, PATHS } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";
import { errorsWith, savedDocument } from "../helpers/saved-schema.ts";
import { SAME, typeErrors } from "../helpers/type-check.ts";

const OBJECT = "type: object, required: [id, name, password]";
const PROPERTIES =
  "id: { type: string, readOnly: true }, name: { type: string }, password: { type: string, writeOnly: true }";

const FLAT = `type Flat<T> = T extends string ? T : T extends readonly (infer Item)[] ? Flat<Item>[] : { -readonly [K in keyof T]: Flat<T[K]> };
`;

/** Expects the body that `saveA` takes and the one that it resolves to, whatever their types are called. */
async function expectTypes(
  schemas: string,
  { body, response, version }: { body: string; response: string; version?: string },
): Promise<void> {
  const program = `${FLAT}sure<Same<Flat<Sent>, ${body}>>();
sure<Same<Flat<Received>, ${response}>>();
`;
  expect(await errorsWith(schemas, program, version)).toEqual([]);
}

describe("a request has no read-only property, and a response no write-only one", () => {
  test.for([
    ["itself", `A: { ${OBJECT}, properties: { ${PROPERTIES} } }`, "", ""],
    [
      "in a nested object",
      `A: { type: object, required: [user], properties: { user: { ${OBJECT}, properties: { ${PROPERTIES} } } } }`,
      "{ user: ",
      " }",
    ],
    [
      "behind references",
      `A: { type: object, required: [user], properties: { user: { $ref: "#/components/schemas/User" } } }
User: { ${OBJECT}, properties: { ${PROPERTIES} } }`,
      "{ user: ",
      " }",
    ],
    [
      "in the items of an array",
      `A: { type: array, items: { $ref: "#/components/schemas/User" } }
User: { ${OBJECT}, properties: { ${PROPERTIES} } }`,
      "",
      "[]",
    ],
    [
      "through allOf",
      `A: { allOf: [{ $ref: "#/components/schemas/User" }] }
User: { ${OBJECT}, properties: { ${PROPERTIES} } }`,
      "",
      "",
    ],
    [
      "through allOf, required beside it",
      `A: { allOf: [{ $ref: "#/components/schemas/User" }], required: [id, name, password] }
User: { type: object, properties: { ${PROPERTIES} } }`,
      "",
      "",
    ],
    [
      "through allOf, marked by one part and declared by another",
      `A:
  allOf:
    - { $ref: "#/components/schemas/User" }
    - { type: object, properties: { id: { type: string, readOnly: true }, password: { type: string, writeOnly: true } } }
User: { ${OBJECT}, properties: { id: { type: string }, name: { type: string }, password: { type: string } } }`,
      "",
      "",
    ],
    [
      "marked where its schema is declared",
      `A: { ${OBJECT}, properties: { id: { $ref: "#/components/schemas/Id" }, name: { type: string }, password: { allOf: [{ $ref: "#/components/schemas/Secret" }] } } }
Id: { type: string, readOnly: true }
Secret: { type: string, writeOnly: true }`,
      "",
      "",
    ],
    [
      "marked beside a reference",
      `A: { ${OBJECT}, properties: { id: { $ref: "#/components/schemas/Text", readOnly: true }, name: { type: string }, password: { $ref: "#/components/schemas/Text", writeOnly: true } } }
Text: { type: string }`,
      "",
      "",
    ],
    [
      "behind a reference into a schema",
      `A: { $ref: "#/components/schemas/Page/properties/user" }
Page: { type: object, properties: { user: { ${OBJECT}, properties: { ${PROPERTIES} } } } }`,
      "",
      "",
    ],
  ] as const)("%s", async ([, schemas, before, after]) => {
    await expectTypes(schemas, {
      body: `${before}{ name: string; password: string }${after}`,
      response: `${before}{ id: string; name: string }${after}`,
    });
  });

  test("optional ones too", async () => {
    await expectTypes(`A: { type: object, properties: { ${PROPERTIES} } }`, {
      body: "{ name?: string; password?: string }",
      response: "{ id?: string; name?: string }",
    });
  });

  test("but OpenAPI 3.0 ignores what stands beside a reference", async () => {
    const schemas = `A: { type: object, properties: { id: { $ref: "#/components/schemas/Text", readOnly: true } } }
Text: { type: string }`;
    const both = "{ id?: string }";
    await expectTypes(schemas, { body: both, response: both, version: "3.0.3" });
  });

  test("and a property may be called readOnly itself", async () => {
    const both = "{ readOnly?: string; properties?: { id?: string } }";
    await expectTypes(
      "A: { type: object, properties: { readOnly: { type: string }, properties: { type: object, properties: { id: { type: string } } } } }",
      { body: both, response: both },
    );
  });
});

test("a schema that refers to itself ends", async () => {
  const program = `import type { SaveAInput, SaveAResponse } from "./src/generated/operations.js";
export const body: SaveAInput["body"] = { next: { next: {} } };
export const id = (response: SaveAResponse): string | undefined => response.next?.next?.id;
// @ts-expect-error a request has no read-only property
export const wrong: SaveAInput["body"] = { next: { id: "1" } };
`;
  const files = await generated(
    savedDocument(
      `A: { type: object, properties: { id: { type: string, readOnly: true }, next: { $ref: "#/components/schemas/A" } } }`,
    ),
  );
  expect(await typeErrors(files, program)).toEqual([]);
});

test("a webhook's body is received", async () => {
  const files = await generated(`${HEAD}${PATHS}webhooks:
  changed:
    post:
      requestBody: { $ref: "#/components/requestBodies/Change" }
      responses: {}
components:
  requestBodies:
    Change: { content: { application/json: { schema: { ${OBJECT}, properties: { ${PROPERTIES} } } } } }
`);
  const program = `import type { webhooks } from "./src/generated/schema.js";
${SAME}${FLAT}
type Body = NonNullable<webhooks["changed"]["post"]["requestBody"]>["content"]["application/json"];
sure<Same<Flat<Body>, { id: string; name: string }>>();
`;
  expect(await typeErrors(files, program)).toEqual([]);
});

test("a discriminator tells the members of a union apart in both directions", async () => {
  const member = (name: string): string =>
    `${name}: { type: object, required: [id, kind], properties: { id: { type: string, readOnly: true }, kind: { type: string }, ${name.toLowerCase()}: { type: string } } }`;
  const schemas = `A: { oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }], discriminator: { propertyName: kind, mapping: { hound: Dog } } }
${member("Cat")}
${member("Dog")}`;
  const program = `import type { SaveAInput, SaveAResponse } from "./src/generated/operations.js";
${SAME}
sure<Same<SaveAInput["body"]["kind"], "Cat" | "hound">>();
sure<Same<SaveAResponse["kind"], "Cat" | "hound">>();
export const body: SaveAInput["body"] = { kind: "hound", dog: "Rex" };
export const name = (pet: SaveAResponse): string | undefined => (pet.kind === "Cat" ? pet.cat : pet.dog);
`;
  expect(await typeErrors(await generated(savedDocument(schemas)), program)).toEqual([]);
});

describe("declares a schema twice only if both directions use it and differ", () => {
  const names = async (schemas: string): Promise<string[]> => {
    const schema = (await generated(savedDocument(schemas)))["src/generated/schema.ts"] ?? "";
    return [...schema.matchAll(/^export (?:interface|type) (\w+)/gm)]
      .map(([, name]) => name ?? "")
      .filter((name) => /^[A-Z]/.test(name));
  };

  test("a schema without such properties", async () => {
    expect(
      await names(
        'A: { type: object, properties: { b: { $ref: "#/components/schemas/B" } } }\nB: {}',
      ),
    ).toEqual(["A", "B"]);
  });

  test("a schema that contains one with such properties, but not its neighbour", async () => {
    const schemas = `A: { type: object, properties: { b: { $ref: "#/components/schemas/B" }, c: { $ref: "#/components/schemas/C" } } }
B: { type: object, properties: { id: { type: string, readOnly: true } } }
C: { type: object, properties: { name: { type: string } } }`;
    expect(await names(schemas)).toEqual(["A", "AInput", "B", "BInput", "C"]);
  });

  test("a schema that one direction uses keeps its name", async () => {
    const files = await generated(`${HEAD}paths:
  /a:
    post:
      operationId: saveA
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewA" } } } }
      responses: { "204": { description: Saved. } }
components:
  schemas:
    NewA: { type: object, properties: { id: { type: string, readOnly: true }, name: { type: string } } }
`);
    const schema = files["src/generated/schema.ts"] ?? "";
    expect(schema).toMatch(/export interface NewA \{\s+name\?: string;\s+\}/);
    expect(schema).not.toContain("NewAInput");
  });

  test("a name that is taken gets a number", async () => {
    const schemas = `A: { type: object, properties: { id: { type: string, readOnly: true } } }
AInput: { type: string }`;
    expect(await names(schemas)).toEqual(["A", "AInput", "AInput2"]);
  });
});
