import { HEAD, specErrorOf, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../src/load/load-spec.ts";
import type { PropertyEncoding } from "../../src/model/encodings.ts";
import { toModel } from "../../src/model/to-model.ts";

const MEMBERS = [
  "text: { type: string }",
  "file: { type: string, format: binary }",
  "list: { type: array, items: { type: string } }",
  "object: { type: object }",
  "composed: { allOf: [{ type: object }] }",
  "union: { oneOf: [{ type: string }, { type: object }] }",
];
const PROPERTIES = `type: object, properties: { ${MEMBERS.join(", ")} }`;

async function encodingsOf(
  encoding: string,
  { mediaType = "multipart/form-data", schema = PROPERTIES, others = "" } = {},
): Promise<readonly PropertyEncoding[]> {
  const document = `${HEAD}paths:
  /a:
    post:
      operationId: send
      requestBody: { content: { ${mediaType}: { schema: { ${schema} }, encoding: { ${encoding} } }${others} } }
`;
  const [operation] = toModel(await loadSpec(await specFolder(document))).operations;
  return operation?.encodings ?? [];
}

const URL_ENCODED = { mediaType: "application/x-www-form-urlencoded" };

describe("omits the encoding of a property that is the default", () => {
  test.for([
    "object: { contentType: application/json }",
    "composed: { contentType: application/json }",
    "text: { contentType: text/plain }",
    "file: { contentType: 'image/png, image/jpeg' }",
    "file: { contentType: image/* }",
    "list: { style: form }",
    "list: { style: form, explode: true }",
    "text: {}",
  ])("%s", async (encoding) => {
    expect(await encodingsOf(encoding)).toEqual([]);
    expect(await encodingsOf(encoding, URL_ENCODED)).toEqual([]);
  });
});

describe("returns the media type of", () => {
  test.for([
    ["an array that is JSON", "list", "application/json"],
    ["a string that is JSON", "text", "application/json"],
    ["a value that may be a string or an object", "union", "application/json"],
    ["an object that is other JSON", "object", "application/ld+json"],
    ["a file", "file", "application/pdf"],
    ["text", "text", "text/markdown; charset=utf-8"],
  ] as const)("%s", async ([, name, contentType]) => {
    expect(await encodingsOf(`${name}: { contentType: ${contentType} }`)).toEqual([
      { name, contentType },
    ]);
  });
});

describe("returns the style of a property, which replaces its media type", () => {
  test.for([
    ["object: { style: deepObject, explode: true }", "object", "deepObject", true],
    ["object: { style: form }", "object", "form", true],
    ["list: { explode: false }", "list", "form", false],
    ["list: { contentType: application/json, explode: false }", "list", "form", false],
    ["list: { style: pipeDelimited }", "list", "pipeDelimited", false],
    ["list: { style: spaceDelimited, explode: true }", "list", "spaceDelimited", true],
  ] as const)("%s", async ([encoding, name, style, explode]) => {
    const expected = [{ name, style, explode }];
    expect(await encodingsOf(encoding, URL_ENCODED)).toEqual(expected);
    expect(await encodingsOf(encoding)).toEqual(expected);
  });

  test("with reserved characters", async () => {
    expect(await encodingsOf("text: { allowReserved: true }", URL_ENCODED)).toEqual([
      { name: "text", style: "form", explode: true, allowReserved: true },
    ]);
  });
});

test("finds the property in a composition, also in a circular one", async () => {
  const schema = "allOf: [{ $ref: '#/paths/~1a/post/x-schema' }]";
  const document = `${HEAD}paths:
  /a:
    post:
      operationId: send
      requestBody: { content: { multipart/form-data: { schema: { ${schema} }, encoding: { object: { contentType: application/json }, none: { contentType: application/json } } } } }
      x-schema: { anyOf: [{ $ref: '#/paths/~1a/post/x-schema' }, { ${PROPERTIES} }] }
`;
  const [operation] = toModel(await loadSpec(await specFolder(document))).operations;
  expect(operation?.encodings).toEqual([{ name: "none", contentType: "application/json" }]);
});

test("ignores the encoding of a body that the client does not send", async () => {
  const encoding = "list: { contentType: application/json }";
  expect(await encodingsOf(encoding, { others: ", application/json: {}" })).toEqual([]);
  expect(await encodingsOf(encoding, { mediaType: "text/csv" })).toEqual([]);
});

test.for([
  ["text: { style: matrix }", '"matrix" is not a valid style for a property of a form.'],
  ["text: { contentType: plain }", '"plain" is not a media type.'],
  ['text: { contentType: "a/b\\r\\nX: y" }', '"a/b\\r\\nX: y" is not a media type.'],
] as const)("refuses %s", async ([encoding, message]) => {
  expect((await specErrorOf(encodingsOf(encoding))).message).toBe(message);
});
