import { DOCUMENT, HEAD, PATHS } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

const NO_SERVERS = HEAD.replace(/servers:\n.*\n/, "");

/** A document with one security scheme, in YAML flow style. */
function withScheme(scheme: string, name = "key"): string {
  return `${DOCUMENT}components:\n  securitySchemes:\n    ${name}: ${scheme}\n`;
}

/** A document with one hmac scheme, in YAML flow style. */
function withHmac(hmac: string): string {
  return withScheme(`{ type: apiKey, in: header, name: X-Sign, x-countersign-hmac: { ${hmac} } }`);
}

function withOperation(operation: string, path = "/a"): string {
  return `${HEAD}paths:\n  ${path}:\n    get: { ${operation} }\n`;
}

describe("refuses operations", () => {
  test.for([
    [
      "whose operationId is a number",
      withOperation("operationId: 5"),
      "9:25 This must be a string.",
    ],
    [
      "with the operationId of another",
      `${DOCUMENT}  /b:\n    get: { operationId: listUsers }\n`,
      '15:10 The operationId "listUsers" is already used by GET /users.',
    ],
    [
      "that require an undeclared security scheme",
      withOperation("operationId: a, security: [{ none: [] }]"),
      '9:47 There is no security scheme "none".',
    ],
    [
      "with its own servers that cannot be base URLs",
      withOperation("operationId: a, servers: [{ url: 'http://other.test' }]"),
      "9:45 The server URL http://other.test cannot be used as a base URL.",
    ],
    [
      "with two idempotency keys",
      withOperation(
        "operationId: a, parameters: [{ name: A, in: header, x-countersign-idempotency: true }, { name: B, in: header, x-countersign-idempotency: true }]",
      ),
      "9:99 An operation can have only one idempotency key, which must be a header parameter.",
    ],
    [
      "with an idempotency key in the query",
      withOperation(
        "operationId: a, parameters: [{ name: a, in: query, x-countersign-idempotency: true }]",
      ),
      "9:41 An operation can have only one idempotency key, which must be a header parameter.",
    ],
    [
      "with a method that clients do not support",
      `${HEAD}paths:\n  /a:\n    trace: { operationId: a }\n`,
      "9:12 `trace` is not supported here.",
    ],
    [
      "whose path would lead to another host",
      withOperation("operationId: a", '"@evil.test/a"'),
      '9:5 "@evil.test/a" is not a valid path.',
    ],
    [
      "whose path has a fragment",
      withOperation("operationId: a", '"/a#b"'),
      '9:5 "/a#b" is not a valid path: a fragment is never sent.',
    ],
    [
      "whose path has a fragment after its query",
      withOperation("operationId: a", '"/a?b=c#d"'),
      '9:5 "/a?b=c#d" is not a valid path: a fragment is never sent.',
    ],
    ...["/a?b={c}", "/a{?b}", "/a?", "/a?b=c&", "/a?b=c d", "/a?=b", "/a?b=%2"].map(
      (path) =>
        [
          `whose path has a query that is not constant: ${path}`,
          withOperation("operationId: a", `"${path}"`),
          `9:5 "${path}" is not a valid path: its query is not made of constant pairs.`,
        ] as const,
    ),
    [
      "whose path has two queries",
      withOperation("operationId: a", "/a?b=c?d=e"),
      '9:5 "/a?b=c?d=e" is not a valid path.',
    ],
    [
      "with a query parameter that its path sends already",
      withOperation("operationId: a, parameters: [{ name: b, in: query }]", "/a?b=c"),
      '9:41 The path already sends the query parameter "b".',
    ],
    [
      "that sends the same as another",
      `${HEAD}paths:\n  /a?b=c&d=e: { get: { operationId: a } }\n  /a?d=e&b=c: { get: { operationId: b } }\n`,
      "9:22 The operation sends the same as GET /a?b=c&d=e.",
    ],
    ["that are missing", `${HEAD}paths: {}\n`, "1:1 The document has no operations."],
    ["if `paths` is a list", `${HEAD}paths: []\n`, "7:8 This must be an object."],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(`openapi.yaml:${expected}`);
  });
});

describe("refuses a server", () => {
  const servers = (...lines: string[]) =>
    `${NO_SERVERS}servers:\n${lines.map((line) => `  - { ${line} }\n`).join("")}${PATHS}`;
  test.for([
    [
      "with the environment of another",
      servers(
        "url: https://a.test, x-countersign-environment: sandbox",
        "url: https://b.test, x-countersign-environment: sandbox",
      ),
      '7:5 Two servers are called "sandbox".',
    ],
    [
      "with an undeclared variable",
      servers("url: 'https://{region}.a.test'"),
      "6:12 The server URL has an undeclared variable {region}.",
    ],
    [
      "over plain http",
      servers("url: http://a.test"),
      "6:12 The server URL http://a.test cannot be used as a base URL.",
    ],
    [
      "with a user name",
      servers("url: https://u@a.test"),
      "6:12 The server URL https://u@a.test cannot be used as a base URL.",
    ],
    [
      "with only a password",
      servers("url: 'https://:p@a.test'"),
      "6:12 The server URL https://:p@a.test cannot be used as a base URL.",
    ],
    [
      "with an empty query",
      servers("url: https://a.test?"),
      "6:12 The server URL https://a.test? cannot be used as a base URL.",
    ],
    [
      "with a fragment",
      servers("url: 'https://a.test/#b'"),
      "6:12 The server URL https://a.test/#b cannot be used as a base URL.",
    ],
    [
      "whose environment is not in camelCase",
      servers("url: https://a.test, x-countersign-environment: Test server"),
      "6:55 `x-countersign-environment` cannot be \"Test server\"; allowed: Name of the server's environment, for the client's `environment` option: camelCase.",
    ],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(`openapi.yaml:${expected}`);
  });
});

test("writes a server's URL as a URL parser does, without a trailing slash", async () => {
  const document = DOCUMENT.replace("https://api.acme.test", '"HTTPS://API.acme.test:443\\\\v1//"');
  expect((await generated(document))["src/generated/provider.ts"]).toContain(
    '  production: "https://api.acme.test/v1",\n',
  );
});

describe("refuses a security scheme", () => {
  const hmac = "credential: key, algorithm: SHA-256, encoding: hex";
  test.for([
    ["without a type", withScheme("{ in: header }"), "16:10 This is missing."],
    [
      "with an invalid header name",
      withScheme('{ type: apiKey, in: header, name: "X-Key: a" }'),
      '16:44 "X-Key: a" is not a valid header name.',
    ],
    [
      "with an invalid name",
      withScheme("{ type: http, scheme: bearer }", '"a b"'),
      '16:12 "a b" is not a valid security scheme name.',
    ],
    [
      "whose credential has the name of a client option",
      withScheme("{ type: http, scheme: bearer, x-countersign-credential: fetch }"),
      '16:66 "fetch" is not a valid credential name.',
    ],
    [
      "whose key has the name of a client option",
      withHmac('credential: baseUrl, algorithm: SHA-256, encoding: hex, message: ["{path}"]'),
      '16:86 "baseUrl" is not a valid credential name.',
    ],
    [
      "with both a signature and a credential",
      withScheme(
        `{ type: apiKey, in: header, name: X-Sign, x-countersign-credential: a, x-countersign-hmac: { ${hmac}, message: ["{path}"] } }`,
      ),
      "16:10 The security scheme has both `x-countersign-credential` and `x-countersign-hmac`.",
    ],
    [
      "whose message contains an undeclared {bodyHash}",
      withHmac(`${hmac}, message: ["{bodyHash}"]`),
      "16:72 The message contains {bodyHash}, but `bodyHash` is missing.",
    ],
    [
      "that declares {bodyHash} but does not use it",
      withHmac(
        `${hmac}, message: ["{path}"], bodyHash: { algorithm: SHA-256, encoding: hex, whenEmpty: omit }`,
      ),
      "16:72 `bodyHash` is not used in the message.",
    ],
    [
      "whose message covers neither path nor body",
      withHmac(`${hmac}, message: ["{method}"]`),
      "16:135 The message covers neither the path nor the body.",
    ],
    [
      "whose message contains an invalid token",
      withHmac(`${hmac}, message: ["{path}", "{bodyhash}"]`),
      '16:146 `x-countersign-hmac.message.1` cannot be "{bodyhash}"; allowed: Literal text and tokens: {method}, {path}, {pathParameter:name}, {query}, {queryString}, {host}, {body}, {bodyHash}, {timestamp}, {nonce}, {header:Name}, {credential:name}.',
    ],
    [
      "with an unknown word of the vocabulary",
      withScheme("{ type: http, scheme: bearer, x-countersign-secret: a }"),
      "16:62 `x-countersign-secret` is not a word of the vocabulary for a security scheme.",
    ],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(`openapi.yaml:${expected}`);
  });
});

test("refuses a word of the vocabulary on the wrong object", async () => {
  const document = DOCUMENT.replace("responses:", "x-countersign-default: a\n      responses:");
  expect(await refusal(document)).toBe(
    "openapi.yaml:11:30 `x-countersign-default` is not a word of the vocabulary for an operation.",
  );
});

describe("refuses a default of a parameter", () => {
  const parameters = (...lines: string[]) =>
    `${HEAD}paths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n${lines.map((line) => `        - { ${line} }\n`).join("")}`;
  test.for([
    [
      "that is not in a header",
      parameters("in: query, name: a, x-countersign-default: b"),
      "12:56 Only a header parameter can have `x-countersign-default`.",
    ],
    [
      "with an invalid header name",
      parameters('in: header, name: "a b", x-countersign-default: b'),
      '12:31 "a b" is not a valid header name.',
    ],
    [
      "that contradicts another, ignoring case",
      parameters(
        "in: header, name: Acme-Version, x-countersign-default: '1'",
        "in: header, name: acme-version, x-countersign-default: '2'",
      ),
      "13:68 The header acme-version has two different defaults.",
    ],
    [
      "that is fixed but missing",
      parameters("in: header, name: a, x-countersign-fixed: true"),
      "12:55 Only a header with `x-countersign-default` can be fixed.",
    ],
    [
      "that a header cannot carry",
      parameters('in: header, name: a, x-countersign-default: "1\\n2"'),
      '12:57 `x-countersign-default` cannot be "1\\n2"; allowed: Value that the client always sends in this header unless overridden: printable ASCII, with no space at either end.',
    ],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(`openapi.yaml:${expected}`);
  });
});

describe("refuses a page for browsers", () => {
  const page = (...lines: string[]) =>
    `${HEAD}paths:\n  /a:\n    get:\n      operationId: a\n      x-countersign-browser-page: true\n${lines.map((line) => `      ${line}\n`).join("")}      responses: {}\n`;
  const expected =
    "openapi.yaml:11:35 A browser page must be a GET operation without security and with plain path and query parameters.";
  test.for([
    ["that needs credentials", page()],
    ["by another method", page("security: []").replace("get:", "put:")],
    ["with a header", page("security: []", "parameters: [{ in: header, name: a }]")],
    [
      "with a styled parameter",
      page(
        "security: []",
        "parameters: [{ in: query, name: a, style: pipeDelimited, schema: { type: array } }]",
      ),
    ],
  ] as const)("%s", async ([, document]) => {
    expect(await refusal(document)).toBe(expected);
  });
});

test("refuses a schema that cannot be turned into a type", async () => {
  const document = `${DOCUMENT}components:\n  schemas:\n    A:\n      allOf: 5\n`;
  expect(await refusal(document)).toMatch(/^openapi\.yaml The types cannot be generated: .+\.$/);
});

test("accepts a percent-encoded reference", async () => {
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
