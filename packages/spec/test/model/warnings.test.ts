import { DOCUMENT, HEAD, specErrorOf, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../src/load/load-spec.ts";
import type { Model } from "../../src/model/model.ts";
import { toModel } from "../../src/model/to-model.ts";

async function modelOf(document: string): Promise<Model> {
  return toModel(await loadSpec(await specFolder(document)));
}

/** Returns a document's warnings as `12:5 The message.` */
async function warningsOf(document: string): Promise<string[]> {
  const { warnings } = await modelOf(document);
  return warnings.map(({ location: { line, column, pointer }, message, remedy }) => {
    expect(pointer).toMatch(/^#\//);
    expect(remedy).toMatch(/^[A-Z].+\.$/);
    return `${line}:${column} ${message}`;
  });
}

test("warns of nothing in a document without faults", async () => {
  expect(await warningsOf(DOCUMENT)).toEqual([]);
});

describe("omits a documentation link that is not absolute", () => {
  const linked = (...urls: string[]) => `${HEAD}paths:
${urls.map((url, i) => `  /a${i}: { get: { operationId: a${i}, externalDocs: { url: ${url} } } }\n`).join("")}`;

  test.for(["/docs/users", "docs", "'javascript:alert(1)'", "'http://'", "5"])(
    "%s",
    async (url) => {
      const { operations, warnings } = await modelOf(linked(url));
      expect(operations.map(({ documentation }) => documentation)).toEqual([undefined]);
      expect(warnings.map(({ message }) => message)).toEqual([
        `The documentation link "${url.replaceAll("'", "")}" is not an http or https URL, and is omitted.`,
      ]);
    },
  );

  test("and warns once of all of them", async () => {
    const document = linked("https://acme.test/a", ...Array(287).fill("/docs/users"));
    expect(await warningsOf(document)).toEqual([
      '9:55 287 documentation links, such as "/docs/users", are not http or https URLs, and are omitted.',
    ]);
  });
});

describe("takes a part of a path that no parameter declares as a required string", () => {
  const path = { in: "path", name: "app_id", required: true };

  test("in the model, and in the document for other tools", async () => {
    const { operations, document, warnings } = await modelOf(`${HEAD}paths:
  /apps/{app_id}/messages:
    get: { operationId: listMessages }
    post: { operationId: sendMessage, parameters: [{ name: dry, in: query, schema: { type: boolean } }] }
`);
    expect(operations.map(({ parameters }) => parameters)).toEqual([
      [path],
      [{ in: "query", name: "dry", required: false }, path],
    ]);
    const added = { name: "app_id", in: "path", required: true, schema: { type: "string" } };
    expect(document).toMatchObject({
      paths: {
        "/apps/{app_id}/messages": {
          get: { parameters: [added] },
          post: { parameters: [{ name: "dry" }, added] },
        },
      },
    });
    expect(warnings).toMatchObject([
      {
        message:
          'The path parameter "app_id" of /apps/{app_id}/messages is not declared; it is a required string.',
        location: { line: 9, column: 5, pointer: "#/paths/~1apps~1{app_id}~1messages" },
      },
    ]);
  });

  test("also if another name is declared, which is omitted", async () => {
    const document = `${HEAD}paths:
  /a/{id}:
    parameters: [{ name: ID, in: path, required: true, schema: { type: string } }]
    get: { operationId: getA }
`;
    expect(await warningsOf(document)).toEqual([
      '9:5 The path parameter "id" of /a/{id} is not declared; it is a required string.',
      '9:18 The parameter "ID" of /a/{id} is not in the path, and is omitted.',
    ]);
    expect((await modelOf(document)).operations[0]?.parameters).toEqual([{ ...path, name: "id" }]);
  });
});

test("requires every path parameter, as OpenAPI does", async () => {
  const { operations, warnings } = await modelOf(`${HEAD}paths:
  /a/{id}:
    get: { operationId: getA, parameters: [{ name: id, in: path, schema: { type: integer } }] }
`);
  expect(operations[0]?.parameters).toEqual([{ in: "path", name: "id", required: true }]);
  expect(warnings).toEqual([]);
});

describe("omits header parameters that OpenAPI ignores", () => {
  const headers = (parameters: string) => `${HEAD}paths:
  /a:
    parameters: [{ $ref: "#/components/parameters/Accept" }]
    get:
      operationId: getA
      parameters: [${parameters}]
    post: { operationId: makeA }
components:
  parameters:
    Accept: { name: Accept, in: header, required: true, schema: { type: string } }
`;

  test("in any case, and also those of the path and of components", async () => {
    const document = headers(
      "{ name: content-type, in: header, required: true }, { name: AUTHORIZATION, in: header }, { name: accept, in: query }",
    );
    const model = await modelOf(document);
    expect(model.operations.map(({ parameters }) => parameters)).toEqual([
      [{ in: "query", name: "accept", required: false }],
      [],
    ]);
    expect(model.document).toMatchObject({
      paths: { "/a": { parameters: [], get: { parameters: [{ name: "accept", in: "query" }] } } },
    });
    expect(await warningsOf(document)).toEqual([
      '16:13 3 header parameters, such as "Accept", are omitted: OpenAPI ignores them.',
    ]);
  });

  test("but keeps one that the vocabulary gives a default", async () => {
    const { operations, defaultHeaders } = await modelOf(
      `${HEAD}paths:
  /a:
    get:
      operationId: getA
      parameters: [{ name: Accept, in: header, x-countersign-default: application/vnd.acme.v2+json }]
`,
    );
    expect(operations[0]?.parameters).toEqual([{ in: "header", name: "Accept", required: false }]);
    expect(defaultHeaders).toEqual({ Accept: "application/vnd.acme.v2+json" });
  });

  test.for([
    ["Content-Type", "x-countersign-default: text/plain"],
    ["authorization", "x-countersign-default: secret"],
    ["Accept", "x-countersign-idempotency: true"],
  ] as const)("and refuses %s with `%s`", async ([name, word]) => {
    const error = await specErrorOf(modelOf(headers(`{ name: ${name}, in: header, ${word} }`)));
    expect(error.message).toBe(
      `The client sets the header ${name}, which cannot have \`${word.split(":")[0]}\`.`,
    );
  });
});

describe("never refuses a document for text that only people read", () => {
  test("and takes a number as text", async () => {
    const { version, title, operations, warnings } = await modelOf(`openapi: 3.1.0
info: { title: 24, version: 1.5, description: ~ }
paths:
  /a: { get: { operationId: getA, summary: 5, tags: [2024] } }
`);
    expect([version, title]).toEqual(["1.5", "24"]);
    expect(operations).toMatchObject([{ summary: "5", tags: ["2024"] }]);
    expect(warnings).toEqual([]);
  });

  test("and omits anything else, with one warning", async () => {
    const document = `openapi: 3.1.0
info: { description: [a] }
servers: [{ url: https://api.acme.test, description: {} }]
paths:
  /a: { get: { operationId: getA, summary: {}, description: [], tags: users } }
  /b: { get: { operationId: getB, tags: [users, { name: a }] } }
components:
  securitySchemes:
    key: { type: http, scheme: bearer, description: [a] }
`;
    const { version, title, description, operations, credentials } = await modelOf(document);
    expect([version, title, description]).toEqual(["unknown", "Acme", undefined]);
    expect(operations).toMatchObject([
      { summary: undefined, description: undefined, tags: [] },
      { tags: ["users"] },
    ]);
    expect(credentials).toMatchObject([{ description: undefined }]);
    expect(await warningsOf(document)).toEqual([
      "5:44 7 texts, such as `summary`, are not strings, and are omitted.",
    ]);
  });
});

describe("omits a security scheme of a kind that clients do not support", () => {
  const secured = (security: string) => `${DOCUMENT}security: [${security}]
components:
  securitySchemes:
    key: { type: http, scheme: bearer }
    mutual: { type: mutualTLS }
    digest: { type: http, scheme: Digest }
`;

  test("if nothing requires it", async () => {
    const { securitySchemes } = await modelOf(secured("{ key: [] }"));
    expect(securitySchemes.map(({ name }) => name)).toEqual(["key"]);
    expect(await warningsOf(secured("{ key: [] }"))).toEqual([
      '18:13 2 security schemes, such as "mutual", are not supported, and are omitted: nothing requires them.',
    ]);
  });

  test("but refuses one that is required", async () => {
    const error = await specErrorOf(modelOf(secured("{ key: [] }, { mutual: [] }")));
    expect(error.message).toContain('The security scheme "mutual" is mutualTLS');
  });
});

test("treats a key with nothing after it as absent", async () => {
  const { operations, warnings } = await modelOf(`${HEAD}security: [{ key: [] }]
paths:
  /a:
    parameters:
    get:
      operationId: getA
      parameters:
      servers:
      tags:
      security:
      responses:
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`);
  expect(operations).toMatchObject([
    { parameters: [], servers: [], tags: [], security: [["key"]], responses: [] },
  ]);
  expect(warnings).toEqual([]);
});
