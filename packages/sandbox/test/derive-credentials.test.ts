import { expect, test } from "vitest";
import { createProvider } from "../src/provider/create-provider.ts";

function credentials(provider: string, securitySchemes: object): object {
  const document = { openapi: "3.1.0", components: { securitySchemes } };
  return Object.fromEntries(createProvider(provider, document).credentials);
}

function signature(settings: object): object {
  const hmac = { credential: "secretKey", algorithm: "SHA-256", encoding: "hex", ...settings };
  return { type: "apiKey", in: "header", name: "X-Signature", "x-countersign-hmac": hmac };
}

test("derives a value from the names of the provider and the credential, in kebab-case", () => {
  const platform = {
    type: "apiKey",
    in: "header",
    name: "X",
    "x-countersign-credential": "platformId",
  };
  const token = { type: "http", scheme: "bearer", "x-countersign-credential": "userJWT" };
  expect(credentials("pay-wint", { platform, token })).toEqual({
    platformId: "sandbox-pay-wint-platform-id",
    userJWT: "sandbox-pay-wint-user-jwt",
  });
});

test("uses the scheme's name if the scheme names no credential", () => {
  expect(credentials("acme", { apiKey: { type: "apiKey", in: "header", name: "X" } })).toEqual({
    apiKey: "sandbox-acme-api-key",
  });
});

test("includes the key of a signature and the credentials in its message", () => {
  const message = ["{credential:partnerId}:{path}"];
  expect(credentials("acme", { signature: signature({ message }) })).toEqual({
    partnerId: "sandbox-acme-partner-id",
    secretKey: "sandbox-acme-secret-key",
  });
});

test("puts the key prefix in front of a key", () => {
  const scheme = signature({ message: ["{path}"], keyEncoding: "base64", keyPrefix: "whsec_" });
  expect(credentials("acme", { scheme })).toEqual({
    secretKey: "whsec_c2FuZGJveC1hY21lLXNlY3JldC1rZXk=",
  });
});

test.each([
  ["hex", "73616e64626f782d61636d652d7365637265742d6b6579"],
  ["base64", "c2FuZGJveC1hY21lLXNlY3JldC1rZXk="],
])("encodes a key in %s if the scheme does", (keyEncoding, secretKey) => {
  const scheme = signature({ message: ["{path}", "{credential:secretKey}"], keyEncoding });
  expect(credentials("acme", { scheme })).toEqual({ secretKey });
});
