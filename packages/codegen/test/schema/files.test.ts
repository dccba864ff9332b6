import { HEAD } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";
import { SAME, typeErrors } from "../helpers/type-check.ts";

/** Expects the body that an operation sends and the one that it receives, given their `content` in YAML. */
async function expectBodies(
  bodies: { sends?: string; receives?: string; schemas?: string },
  program: string,
): Promise<void> {
  const files = await generated(`${HEAD}paths:
  /a:
    post:
      operationId: saveA
      requestBody: { required: true, content: ${bodies.sends ?? "{ application/json: {} }"} }
      responses:
        "200": { description: Saved., content: ${bodies.receives ?? "{ application/json: {} }"} }
        "400": { description: Refused., content: ${bodies.receives ?? "{ application/json: {} }"} }
components:
  schemas:
    Unused: { type: string }
${(bodies.schemas ?? "").replace(/^/gm, "    ")}
`);
  const prelude = `import type { SaveAErrors, SaveAInput, SaveAResponse } from "./src/generated/operations.js";
${SAME}type Sent = SaveAInput["body"];
type Received = SaveAResponse;
type Refused = SaveAErrors[400];
`;
  expect(await typeErrors(files, prelude + program)).toEqual([]);
}

const sent = (type: string): string => `sure<Same<Sent, ${type}>>();\n`;
const received = (type: string): string => `sure<Same<Received, ${type}>>();\n`;

describe("a body is a Blob both ways", () => {
  test.for([
    ["with format binary", "{ application/pdf: { schema: { type: string, format: binary } } }"],
    [
      "with contentMediaType",
      "{ image/png: { schema: { type: string, contentMediaType: image/png } } }",
    ],
    ["with contentMediaType only", "{ image/png: { schema: { contentMediaType: image/png } } }"],
    ["without a schema", "{ application/pdf: {} }"],
    ["with an empty schema", "{ application/octet-stream: { schema: {} } }"],
    ["of any image", '{ "image/*": {} }'],
  ] as const)("%s", async ([, content]) => {
    const program = sent("Blob") + received("Blob");
    await expectBodies({ sends: content, receives: content }, program);
  });
});

describe("a response that is not JSON is what the client returns", () => {
  test.for([
    ["a string for text", "{ text/plain: {} }", "string"],
    [
      "a string for bytes in Base64",
      "{ application/pdf: { schema: { type: string, contentEncoding: base64 } } }",
      "string",
    ],
    [
      "a string for bytes in Base64 as in OpenAPI 3.0",
      "{ image/png: { schema: { type: string, format: byte } } }",
      "string",
    ],
    [
      "a Blob, even if the schema says string",
      "{ application/pdf: { schema: { type: string } } }",
      "Blob",
    ],
    [
      "a Blob for XML, which no client parses",
      "{ application/xml: { schema: { type: object } } }",
      "Blob",
    ],
    [
      "a Blob if one of several types is bytes",
      "{ text/csv: { schema: { type: string } }, application/pdf: {} }",
      "Blob",
    ],
    [
      "JSON for an object of any type",
      '{ "*/*": { schema: { type: object } } }',
      "{ [key: string]: unknown }",
    ],
    [
      "what JSON is, if it is one of several types",
      "{ application/json: { schema: { type: integer } }, application/xml: { schema: { type: integer } } }",
      "number",
    ],
    ["anything for JSON without a schema", "{ application/json: {} }", "unknown"],
  ] as const)("%s", async ([, receives, type]) => {
    await expectBodies({ receives }, received(type));
  });
});

describe("an error that is not JSON is a string", () => {
  test.for([
    ["without a schema", "{ application/pdf: {} }"],
    ["of bytes", "{ application/pdf: { schema: { type: string, format: binary } } }"],
    ["of XML", "{ application/xml: { schema: { type: object } } }"],
  ] as const)("%s", async ([, receives]) => {
    await expectBodies({ receives }, "sure<Same<Refused, string>>();\n");
  });
});

test("a string or a Blob can be sent where the document says string and the bytes are free", async () => {
  const sends = "{ application/pdf: { schema: { type: string } } }";
  await expectBodies({ sends }, sent("string | Blob"));
});

describe("the files of a form are Blobs", () => {
  test.for([
    ["with contentMediaType", "{ type: string, contentMediaType: image/png }", "Blob"],
    ["with format binary", "{ type: string, format: binary }", "Blob"],
    ["or null", '{ type: [string, "null"], contentMediaType: image/png }', "Blob | null"],
    ["in arrays", "{ type: array, items: { contentMediaType: image/png } }", "Blob[]"],
    ["behind a reference", '{ $ref: "#/components/schemas/Scan" }', "Blob"],
    [
      "or strings, if they are text",
      "{ type: string, contentMediaType: text/csv }",
      "string | Blob",
    ],
    [
      "but not what is encoded",
      "{ type: string, contentMediaType: image/png, contentEncoding: base64 }",
      "string",
    ],
    [
      "but not in an object, which is sent as JSON",
      "{ type: object, required: [scan], properties: { scan: { type: string, format: binary } } }",
      "{ scan: string }",
    ],
    [
      "nor in a list within a list",
      "{ type: array, items: { type: array, items: { type: string, format: binary } } }",
      "string[][]",
    ],
    [
      "nor in the objects of a list",
      "{ type: array, items: { type: object, required: [scan], properties: { scan: { type: string, format: binary } } } }",
      "{ scan: string }[]",
    ],
  ] as const)("%s", async ([, file, type]) => {
    await expectBodies(
      {
        sends: `{ multipart/form-data: { schema: { type: object, required: [file], properties: { file: ${file} } } } }`,
        schemas: "Scan: { type: string, contentMediaType: image/png }",
      },
      sent(`{ file: ${type} } | FormData`),
    );
  });

  test("but not a part that is written as JSON", async () => {
    const part = "{ type: string, format: binary }";
    const sends = `{ multipart/form-data: { schema: { type: object, required: [file], properties: { file: ${part} } }, encoding: { file: { contentType: application/json } } } }`;
    await expectBodies({ sends }, sent("{ file: string } | FormData"));
  });
});

describe("within JSON, a file can only be a string", () => {
  const json = (schema: string): string =>
    `{ application/json: { schema: { type: object, required: [scan], properties: { scan: ${schema} } } } }`;

  test.for([
    ["with format binary", "{ type: string, format: binary }"],
    ["with contentMediaType", "{ type: string, contentMediaType: image/png }"],
    ["in Base64", "{ type: string, contentEncoding: base64, contentMediaType: image/png }"],
  ] as const)("%s", async ([, schema]) => {
    const program = sent("{ scan: string }") + received("{ scan: string }");
    await expectBodies({ sends: json(schema), receives: json(schema) }, program);
  });

  test("which is the whole body, too", async () => {
    const content = "{ application/json: { schema: { type: string, format: binary } } }";
    await expectBodies({ sends: content, receives: content }, sent("string") + received("string"));
  });

  test("and in a schema that a form uses too, either", async () => {
    const ref = '{ $ref: "#/components/schemas/Upload" }';
    const schemas =
      "Upload: { type: object, required: [scan], properties: { scan: { type: string, format: binary } } }";
    const program = `${sent("Received | FormData")}sure<Same<Received["scan"], string | Blob>>();\n`;
    await expectBodies(
      {
        sends: `{ multipart/form-data: { schema: ${ref} } }`,
        receives: `{ application/json: { schema: ${ref} } }`,
        schemas,
      },
      program,
    );
  });
});
