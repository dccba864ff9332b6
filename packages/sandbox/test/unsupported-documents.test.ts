import { expect, test } from "vitest";
import { createProvider } from "../src/provider/create-provider.ts";

const hmac = {
  credential: "secretKey",
  algorithm: "SHA-256",
  message: ["{path}"],
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
])("refuses a document with %s and names the scheme", (_, scheme) => {
  expect(() => serveScheme(scheme)).toThrow(
    'The OpenAPI document of "acme" cannot be served: The security scheme "door" cannot be checked',
  );
});

test("refuses a scheme without a type and names the location", () => {
  expect(() => serveScheme({})).toThrow(
    "This is missing. (#/components/securitySchemes/door/type)",
  );
});

test.each([
  ["an unknown algorithm", { algorithm: "MD5" }, "algorithm` must be one of SHA-1, SHA-256"],
  ["an unknown encoding", { encoding: "ascii85" }, "encoding` must be one of hex"],
  ["an unknown key encoding", { keyEncoding: "utf16" }, "keyEncoding` must be one of utf8"],
  ["an unknown token", { message: ["{moon}"] }, 'message.0` cannot be "{moon}"'],
  ["a token without its name", { message: ["{header}"] }, 'message.0` cannot be "{header}"'],
  ["a stray brace", { message: ["}{"] }, 'message.0` cannot be "}{"'],
  ["no message", { message: [] }, "message` must NOT have fewer than 1 items"],
  ["an empty value", { value: "" }, 'value` cannot be ""'],
  ["an unknown token in its value", { value: "{moon}{signature}" }, "value` cannot be"],
  ["a value without the signature", { value: "v1=" }, 'value` cannot be "v1="'],
  ["a value with two signatures", { value: "{signature}{signature}" }, "value` cannot be"],
  ["a value with an open brace", { value: "{signature" }, 'value` cannot be "{signature"'],
  ["an undeclared timestamp", { message: ["{timestamp}{path}"] }, "but `timestamp` is missing"],
  ["an undeclared nonce", { value: "{nonce}{signature}" }, "but `nonce` is missing"],
  ["an unknown unit", { timestamp: { header: "X", unit: "min" } }, "unit` must be one of s, ms"],
  ["a timestamp that is not sent", { timestamp: { unit: "s" } }, "The timestamp is never sent"],
  ["a nonce that is not sent", { nonce: {} }, "The nonce is never sent"],
  ["an undeclared body hash", { message: ["{bodyHash}"] }, "but `bodyHash` is missing"],
])("refuses a signature with %s and names the location", (_, settings, problem) => {
  expect(() => serveSignature(settings)).toThrow(problem);
  expect(() => serveSignature(settings)).toThrow(
    "#/components/securitySchemes/door/x-countersign-hmac",
  );
});

test("refuses an operation that requires an undeclared security scheme", () => {
  const paths = { "/a": { get: { security: [{ ghost: [] }], responses: {} } } };
  expect(() => serve({ paths })).toThrow(
    'There is no security scheme "ghost". (#/paths/~1a/get/security/0)',
  );
});

test.each([
  ["points outside the document", "other.yaml#/a"],
  ["cannot be resolved", "#/components/nowhere"],
  ["is circular", "#/paths/~1a"],
])("refuses a reference that %s", (problem, $ref) => {
  expect(() => serve({ paths: { "/a": { $ref } } })).toThrow(`"${$ref}" ${problem}`);
});
