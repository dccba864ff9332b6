import { DOCUMENT, HEAD, PATHS } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

const NO_SERVERS = HEAD.replace(/servers:\n.*\n/, "");

/** A document with one security scheme, given as YAML flow. */
function withScheme(scheme: string, name = "key"): string {
  return `${DOCUMENT}components:\n  securitySchemes:\n    ${name}: ${scheme}\n`;
}

/** A document with one hmac scheme, given as YAML flow. */
function withHmac(hmac: string): string {
  return withScheme(`{ type: apiKey, in: header, name: X-Sign, x-countersign-hmac: { ${hmac} } }`);
}

function withOperation(operation: string, path = "/a"): string {
  return `${HEAD}paths:\n  ${path}:\n    get: { ${operation} }\n`;
}

describe("an operation is refused", () => {
  test.for([
    ["whose operationId is a number", withOperation("operationId: 5"), "9:25 This must be a text."],
    [
      "whose operationId another one has",
      `${DOCUMENT}  /b:\n    get: { operationId: listUsers }\n`,
      '15:10 The operationId "listUsers" is also that of GET /users.',
    ],
    [
      "that needs a scheme which is not declared",
      withOperation("operationId: a, security: [{ none: [] }]"),
      '9:47 There is no security scheme "none".',
    ],
    [
      "with a documentation link that is not one",
      withOperation("operationId: a, externalDocs: { url: 'javascript:alert(1)' }"),
      '9:49 The documentation link "javascript:alert(1)" is not an http address.',
    ],
    [
      "with servers of its own that cannot be base URLs",
      withOperation("operationId: a, servers: [{ url: 'http://other.test' }]"),
      "9:45 The server URL http://other.test cannot be a base URL.",
    ],
    [
      "with two idempotency keys",
      withOperation(
        "operationId: a, parameters: [{ name: A, in: header, x-countersign-idempotency: true }, { name: B, in: header, x-countersign-idempotency: true }]",
      ),
      "9:99 An idempotency key is one header parameter.",
    ],
    [
      "with an idempotency key in the query",
      withOperation(
        "operationId: a, parameters: [{ name: a, in: query, x-countersign-idempotency: true }]",
      ),
      "9:41 An idempotency key is one header parameter.",
    ],
    [
      "of a method that no client has",
      `${HEAD}paths:\n  /a:\n    trace: { operationId: a }\n`,
      "9:12 `trace` is not supported here.",
    ],
    [
      "at a path that would lead to another host",
      withOperation("operationId: a", '"@evil.test/a"'),
      '9:5 "@evil.test/a" cannot be a path.',
    ],
    [
      "at a path with a query",
      withOperation("operationId: a", "/a?b"),
      '9:5 "/a?b" cannot be a path.',
    ],
    ["where there is none", `${HEAD}paths: {}\n`, "1:1 The document has no operation."],
    ["where paths are a list", `${HEAD}paths: []\n`, "7:8 This must be an object."],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(`openapi.yaml:${expected}`);
  });
});

describe("a server is refused", () => {
  const servers = (...lines: string[]) =>
    `${NO_SERVERS}servers:\n${lines.map((line) => `  - { ${line} }\n`).join("")}${PATHS}`;
  test.for([
    [
      "whose environment another one has",
      servers(
        "url: https://a.test, x-countersign-environment: sandbox",
        "url: https://b.test, x-countersign-environment: sandbox",
      ),
      '7:5 Two servers are called "sandbox".',
    ],
    [
      "with a variable that is not declared",
      servers("url: 'https://{region}.a.test'"),
      "6:12 The server URL has a variable {region} that is not declared.",
    ],
    [
      "over plain http",
      servers("url: http://a.test"),
      "6:12 The server URL http://a.test cannot be a base URL.",
    ],
    [
      "with a user name",
      servers("url: https://u@a.test"),
      "6:12 The server URL https://u@a.test cannot be a base URL.",
    ],
    [
      "with a password alone",
      servers("url: 'https://:p@a.test'"),
      "6:12 The server URL https://:p@a.test cannot be a base URL.",
    ],
    [
      "with an empty query",
      servers("url: https://a.test?"),
      "6:12 The server URL https://a.test? cannot be a base URL.",
    ],
    [
      "with a fragment",
      servers("url: 'https://a.test/#b'"),
      "6:12 The server URL https://a.test/#b cannot be a base URL.",
    ],
    [
      "whose environment is not a name",
      servers("url: https://a.test, x-countersign-environment: Test server"),
      '6:55 `x-countersign-environment` cannot be "Test server"; allowed: Name of the environment that this server is, as the client\'s `environment` option takes it: camelCase.',
    ],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(`openapi.yaml:${expected}`);
  });
});

test("a server's URL is written as a URL parser understands it, without a slash at its end", async () => {
  const document = DOCUMENT.replace("https://api.acme.test", '"HTTPS://API.acme.test:443\\\\v1//"');
  expect((await generated(document))["src/generated/provider.ts"]).toContain(
    '  production: "https://api.acme.test/v1",\n',
  );
});

describe("a security scheme is refused", () => {
  const hmac = "credential: key, algorithm: SHA-256, encoding: hex";
  test.for([
    ["without a type", withScheme("{ in: header }"), "16:10 This is missing."],
    [
      "whose header is not one",
      withScheme('{ type: apiKey, in: header, name: "X-Key: a" }'),
      '16:44 "X-Key: a" cannot be a header\'s name.',
    ],
    [
      "whose name is not one",
      withScheme("{ type: http, scheme: bearer }", '"a b"'),
      '16:12 "a b" cannot be a security scheme\'s name.',
    ],
    [
      "whose credential is named like another option",
      withScheme("{ type: http, scheme: bearer, x-countersign-credential: fetch }"),
      '16:66 "fetch" cannot be a credential\'s name.',
    ],
    [
      "whose key is named like another option",
      withHmac('credential: baseUrl, algorithm: SHA-256, encoding: hex, message: ["{path}"]'),
      '16:86 "baseUrl" cannot be a credential\'s name.',
    ],
    [
      "that is signed and has a credential, too",
      withScheme(
        `{ type: apiKey, in: header, name: X-Sign, x-countersign-credential: a, x-countersign-hmac: { ${hmac}, message: ["{path}"] } }`,
      ),
      "16:10 A signed header has both `x-countersign-credential` and `x-countersign-hmac`.",
    ],
    [
      "whose message has {bodyHash} but does not say how it is computed",
      withHmac(`${hmac}, message: ["{bodyHash}"]`),
      "16:72 The message has {bodyHash}, but `bodyHash` is missing.",
    ],
    [
      "that says how {bodyHash} is computed but does not use it",
      withHmac(
        `${hmac}, message: ["{path}"], bodyHash: { algorithm: SHA-256, encoding: hex, whenEmpty: omit }`,
      ),
      "16:72 `bodyHash` is not used in the message.",
    ],
    [
      "whose message covers nothing that matters",
      withHmac(`${hmac}, message: ["{method}"]`),
      "16:135 The message covers neither path nor body.",
    ],
    [
      "whose message has a token that is none",
      withHmac(`${hmac}, message: ["{path}", "{bodyhash}"]`),
      '16:146 `x-countersign-hmac.message.1` cannot be "{bodyhash}"; allowed: Text, and tokens: {method}, {path}, {query}, {host}, {body}, {bodyHash}, {timestamp}, {nonce}, {header:Name}, {credential:name}.',
    ],
    [
      "with a word that the vocabulary does not have",
      withScheme("{ type: http, scheme: bearer, x-countersign-secret: a }"),
      "16:62 `x-countersign-secret` is not a word of the vocabulary for a security scheme.",
    ],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(`openapi.yaml:${expected}`);
  });
});

test("a word of the vocabulary at a place where it means nothing is refused", async () => {
  const document = DOCUMENT.replace("responses:", "x-countersign-default: a\n      responses:");
  expect(await refusal(document)).toBe(
    "openapi.yaml:11:30 `x-countersign-default` is not a word of the vocabulary for an operation.",
  );
});

describe("a default of a parameter is refused", () => {
  const parameters = (...lines: string[]) =>
    `${HEAD}paths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n${lines.map((line) => `        - { ${line} }\n`).join("")}`;
  test.for([
    [
      "that is not in a header",
      parameters("in: query, name: a, x-countersign-default: b"),
      "12:56 Only a header parameter can have `x-countersign-default`.",
    ],
    [
      "whose name is not that of a header",
      parameters('in: header, name: "a b", x-countersign-default: b'),
      '12:31 "a b" cannot be a header\'s name.',
    ],
    [
      "that another parameter contradicts, whatever the case of its letters",
      parameters(
        "in: header, name: Acme-Version, x-countersign-default: '1'",
        "in: header, name: acme-version, x-countersign-default: '2'",
      ),
      "13:68 The header acme-version has two different defaults.",
    ],
    [
      "that a header cannot carry",
      parameters('in: header, name: a, x-countersign-default: "1\\n2"'),
      '12:57 `x-countersign-default` cannot be "1\\n2"; allowed: Value of this header that the client always sends unless told otherwise: printable ASCII, no space at its ends.',
    ],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(`openapi.yaml:${expected}`);
  });
});

test("a schema that no type follows from is refused", async () => {
  const document = `${DOCUMENT}components:\n  schemas:\n    A:\n      title: 5\n      type: string\n`;
  expect(await refusal(document)).toMatch(/^openapi\.yaml The types cannot be generated: .+\.$/);
});

test("a reference may be percent-encoded", async () => {
  const document = `${HEAD}paths:
  /a/{id}:
    get: &get
      operationId: getA
      responses: {}
  /b:
    $ref: "#/paths/~1a~1%7Bid%7D/x-b"
`.replace("responses: {}\n", "responses: {}\n    x-b:\n      post: { operationId: makeB }\n");
  expect((await generated(document))["src/generated/operations.ts"]).toContain("`POST /b`");
});
