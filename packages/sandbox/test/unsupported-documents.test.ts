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
])("a document with %s is refused by the name of the scheme", (_, scheme) => {
  expect(() => serveScheme(scheme)).toThrow(
    'The OpenAPI document of "acme" cannot be served: The security scheme "door" cannot be checked',
  );
});

test("a scheme without a type is refused by its place", () => {
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
  ["a timestamp left open", { message: ["{timestamp}{path}"] }, "but `timestamp` is missing"],
  ["a nonce left open", { value: "{nonce}{signature}" }, "but `nonce` is missing"],
  ["an unknown unit", { timestamp: { header: "X", unit: "min" } }, "unit` must be one of s, ms"],
  ["a timestamp that nothing sends", { timestamp: { unit: "s" } }, "Nothing sends the timestamp"],
  ["a nonce that nothing sends", { nonce: {} }, "Nothing sends the nonce"],
  ["a body hash left open", { message: ["{bodyHash}"] }, "but `bodyHash` is missing"],
])("a signature with %s is refused by its place", (_, settings, problem) => {
  expect(() => serveSignature(settings)).toThrow(problem);
  expect(() => serveSignature(settings)).toThrow(
    "#/components/securitySchemes/door/x-countersign-hmac",
  );
});

test("an operation that needs an undeclared security scheme is refused", () => {
  const paths = { "/a": { get: { security: [{ ghost: [] }], responses: {} } } };
  expect(() => serve({ paths })).toThrow(
    'There is no security scheme "ghost". (#/paths/~1a/get/security/0)',
  );
});

test.each([
  ["leaves the document", "other.yaml#/a"],
  ["points to nothing", "#/components/nowhere"],
  ["leads back to itself", "#/paths/~1a"],
])("a reference that %s is refused", (problem, $ref) => {
  expect(() => serve({ paths: { "/a": { $ref } } })).toThrow(`"${$ref}" ${problem}`);
});
