import type { Files } from "@countersign/testing/files";
import { HEAD, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { assertVocabulary } from "../../src/lint/assert-vocabulary.ts";
import { loadSpec } from "../../src/load/load-spec.ts";
import { toModel } from "../../src/model/to-model.ts";
import { SpecError } from "../../src/problem/spec-error.ts";

/** Returns the problems that a document is refused with. */
async function problemsOf(files: string | Files): Promise<SpecError["problems"]> {
  try {
    const spec = await loadSpec(await specFolder(files));
    await assertVocabulary(spec);
    toModel(spec);
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
  return [];
}

/** Returns problems as `12:5 The message.` */
function lines(problems: SpecError["problems"]): string[] {
  return problems.map(({ location: { line, column }, message }) => `${line}:${column} ${message}`);
}

const MANY = `openapi: 3.1.0
info: { title: Acme API, version: 1.0.0 }
servers:
  - url: https://api.acme.test
  - url: ftp://api.acme.test
  - url: https://user@api.acme.test
security: [{ gone: [] }]
paths:
  /a#b:
    get: { operationId: 5 }
  /a:
    get:
      operationId: getA
      parameters:
        - { name: x, in: body }
        - { name: y, in: query, style: matrix }
        - { $ref: "#/components/parameters/Xml" }
      servers: [{ url: http://other.test }]
      security: [{ mutual: [], digest: [] }, { none: [] }]
    trace: {}
    additionalOperations: { COPY: {} }
  /b:
    parameters: [{ $ref: "#/components/parameters/Xml" }]
    get: { operationId: getA }
    post: { operationId: 7 }
components:
  parameters:
    Xml: { name: xml, in: query, content: { application/xml: {} } }
  securitySchemes:
    mutual: { type: mutualTLS }
    digest: { type: http, scheme: digest }
`;

describe("tells every problem of a document at once", () => {
  test("with its place, in the order of the document", async () => {
    expect(lines(await problemsOf(MANY))).toEqual([
      "5:10 The server URL ftp://api.acme.test cannot be used as a base URL.",
      "6:10 The server URL https://user@api.acme.test cannot be used as a base URL.",
      '7:20 There is no security scheme "gone".',
      '10:5 "/a#b" is not a valid path: a fragment is never sent.',
      '15:11 A parameter cannot be in "body".',
      '16:40 "matrix" is not a valid style for a parameter in query.',
      "18:24 The server URL http://other.test cannot be used as a base URL.",
      '19:54 There is no security scheme "none".',
      "20:12 `trace` is not supported here.",
      "21:27 `additionalOperations` is not supported here.",
      '24:10 The operationId "getA" is already used by GET /a.',
      "25:26 This must be a string.",
      '28:62 The parameter "xml" has the media type application/xml, which a client cannot serialise.',
      '30:13 The security scheme "mutual" is mutualTLS, which a fetch client does not support.',
      '31:13 The security scheme "digest" is digest, which a fetch client does not support.',
    ]);
  });

  test("with the operations that it concerns", async () => {
    const problems = await problemsOf(MANY);
    const operationsOf = (start: string) =>
      problems.find(({ message }) => message.startsWith(start))?.operations;
    expect(operationsOf('"/a#b"')).toEqual([{ path: "/a#b" }]);
    expect(operationsOf("`trace`")).toEqual([{ path: "/a", method: "trace" }]);
    expect(operationsOf("`additionalOperations`")).toBeUndefined();
    expect(operationsOf("The operationId")).toEqual([{ path: "/b", method: "get" }]);
    expect(operationsOf('The parameter "xml"')).toEqual([
      { path: "/a", method: "get" },
      { path: "/b", method: "get" },
      { path: "/b", method: "post" },
    ]);
    expect(operationsOf('The security scheme "mutual"')).toBeUndefined();
  });

  test("with a pointer into the bundled document, and a remedy", async () => {
    for (const { location, remedy } of await problemsOf(MANY)) {
      expect(location.pointer).toMatch(/^#\/./);
      expect(remedy).toMatch(/^[A-Z].+\.$/);
    }
  });

  test("of the references", async () => {
    const document = `${HEAD}paths:
  /a:
    get:
      operationId: getA
      parameters: [{ $ref: "#/components/parameters/A" }]
      responses: { "200": { $ref: "./missing.yaml" } }
`;
    expect(lines(await problemsOf(document))).toEqual([
      "11:28 The reference #/components/parameters/A cannot be resolved: there is nothing at that location.",
      "12:35 The reference ./missing.yaml cannot be resolved: there is no such file.",
    ]);
  });

  test("of the references that an overlay breaks", async () => {
    const files = {
      "openapi.yaml": `${HEAD}paths:
  /a:
    get:
      operationId: getA
      parameters: [{ $ref: "#/components/parameters/A" }, { $ref: "#/components/parameters/B" }]
components:
  parameters:
    A: { name: a, in: query, schema: {} }
    B: { name: b, in: query, schema: {} }
`,
      "overlay.yaml": `overlay: 1.0.0
info: { title: Corrections, version: 1.0.0 }
actions:
  - { target: $.components.parameters, description: Nothing is like this., remove: true }
`,
    };
    expect(lines(await problemsOf(files))).toEqual([
      "11:28 The reference #/components/parameters/A cannot be resolved.",
      "11:67 The reference #/components/parameters/B cannot be resolved.",
    ]);
  });

  test("of the vocabulary", async () => {
    const document = `${HEAD}x-countersign-a: 1
paths:
  /a:
    get: { operationId: getA, x-countersign-b: 1 }
`;
    expect(lines(await problemsOf(document))).toEqual([
      "7:18 `x-countersign-a` is not a word of the vocabulary for the document.",
      "10:48 `x-countersign-b` is not a word of the vocabulary for an operation.",
    ]);
  });
});
