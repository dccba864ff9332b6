import { expect, test } from "vitest";
import { createProvider } from "../src/documents/create-provider.ts";

const hmac = {
  credential: "secretKey",
  algorithm: "SHA-256",
  message: ["{method}"],
  encoding: "hex",
};

function serve(document: object): unknown {
  return createProvider("acme", { openapi: "3.1.0", ...document });
}

function serveScheme(scheme: object): unknown {
  return serve({ components: { securitySchemes: { door: scheme } } });
}

function serveSignature(settings: object): unknown {
  const signed = { type: "apiKey", in: "header", name: "X-Signature" };
  return serveScheme({ ...signed, "x-countersign-hmac": { ...hmac, ...settings } });
}

test.each([
  ["a key in the query", { type: "apiKey", in: "query", name: "key" }],
  ["a key in a cookie", { type: "apiKey", in: "cookie", name: "key" }],
  ["http basic", { type: "http", scheme: "basic" }],
  ["OAuth 2", { type: "oauth2", flows: {} }],
  ["a scheme without a type", {}],
])("a document with %s is refused by the name of the scheme", (_, scheme) => {
  expect(() => serveScheme(scheme)).toThrow(
    'The OpenAPI document of "acme" cannot be served: The security scheme "door" cannot be checked',
  );
});

test.each([
  ["an unknown algorithm", { algorithm: "MD5" }, 'needs "algorithm", one of SHA-1, SHA-256'],
  ["an unknown encoding", { encoding: "ascii85" }, 'needs "encoding", one of hex'],
  ["an unknown key encoding", { keyEncoding: "utf16" }, 'needs "keyEncoding", one of utf8'],
  ["an unknown token", { message: ["{moon}"] }, "/message/0 is not a known message part"],
  ["a token without its name", { message: ["{header}"] }, "/message/0 is not a known message part"],
  ["a stray brace", { message: ["}{"] }, "/message/0 is not a known message part"],
  ["no message", { message: [] }, 'needs a "message"'],
  ["an unknown token in its value", { value: "{moon}{signature}" }, 'has a "value" that is not'],
  ["a value without the signature", { value: "v1=" }, 'has a "value" that is not'],
  ["a timestamp left open", { message: ["{timestamp}"] }, 'uses {timestamp} and needs "timestamp"'],
  ["a nonce left open", { value: "{nonce}{signature}" }, 'uses {nonce} and needs "nonce"'],
  ["an unknown unit", { timestamp: { header: "X", unit: "min" } }, 'needs "unit", one of s, ms'],
  ["a timestamp that nothing sends", { timestamp: { unit: "s" } }, '/timestamp needs "header", or'],
  ["a nonce that nothing sends", { nonce: {} }, '/nonce needs "header", or {nonce} in "value"'],
  ["a body hash left open", { message: ["{bodyHash}"] }, 'uses {bodyHash} and needs "bodyHash"'],
])("a signature with %s is refused by its place", (_, settings, problem) => {
  expect(() => serveSignature(settings)).toThrow(problem);
  expect(() => serveSignature(settings)).toThrow(
    "#/components/securitySchemes/door/x-countersign-hmac",
  );
});

test("an operation that needs an undeclared security scheme is refused", () => {
  const paths = { "/a": { get: { security: [{ ghost: [] }], responses: {} } } };
  expect(() => serve({ paths })).toThrow(
    '#/paths/~1a/get/security/0 needs the security scheme "ghost", which is not declared.',
  );
});

test.each([
  ["leaves the document", "other.yaml#/a"],
  ["points to nothing", "#/components/nowhere"],
  ["leads back to itself", "#/paths/~1a"],
])("a reference that %s is refused", (problem, $ref) => {
  expect(() => serve({ paths: { "/a": { $ref } } })).toThrow(`"${$ref}" ${problem}`);
});
