import { DOCUMENT } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

const withScheme = (name: string, scheme: string) =>
  `${DOCUMENT}components:\n  securitySchemes:\n    ${name}: ${scheme}\nsecurity: [{ ${name}: [] }]\n`;

/** Returns the scheme in the table and the names of the credentials, as one line each. */
async function schemeOf(name: string, scheme: string): Promise<string[]> {
  const files = await generated(withScheme(name, scheme));
  const table = files["src/generated/provider.ts"] ?? "";
  const [, body = ""] = /securitySchemes: \{\s+\S+ \{(.*?)\}/s.exec(table) ?? [];
  const names = [
    ...(files["src/generated/credentials.ts"] ?? "").matchAll(/^ {2}(\w+): string;/gm),
  ];
  return [body.replace(/\s+/g, " ").trim(), names.map(([, one]) => one).join(" ")];
}

test.for([
  [
    "an API key in a query",
    "api_key",
    "{ type: apiKey, in: query, name: key }",
    ['type: "query", parameter: "key", credential: "apiKey",', "apiKey"],
  ],
  [
    "an API key in a cookie",
    "session",
    "{ type: apiKey, in: cookie, name: sid }",
    ['type: "cookie", cookie: "sid", credential: "session",', "session"],
  ],
  [
    "http basic",
    "basic",
    "{ type: http, scheme: Basic }",
    ['type: "basic", username: "username", password: "password",', "password username"],
  ],
  [
    "OAuth 2",
    "oauth",
    "{ type: oauth2, flows: { clientCredentials: { tokenUrl: https://a.test/t, scopes: {} } } }",
    ['type: "bearer", credential: "oauth",', "oauth"],
  ],
  [
    "OpenID Connect",
    "open-id",
    "{ type: openIdConnect, openIdConnectUrl: https://a.test/.well-known/openid-configuration }",
    ['type: "bearer", credential: "openId",', "openId"],
  ],
  [
    "a scheme with the name of a client option",
    "headers",
    "{ type: http, scheme: bearer }",
    ['type: "bearer", credential: "headersCredential",', "headersCredential"],
  ],
] as const)("supports %s", async ([, name, scheme, expected]) => {
  expect(await schemeOf(name, scheme)).toEqual(expected);
});

test.for([
  [
    "mutual TLS",
    "{ type: mutualTLS }",
    '16:13 The security scheme "scheme" is mutualTLS, which a fetch client does not support.',
  ],
  [
    "http digest",
    "{ type: http, scheme: digest }",
    '16:13 The security scheme "scheme" is digest, which a fetch client does not support.',
  ],
  [
    "a key in a body",
    "{ type: apiKey, in: body, name: key }",
    '16:13 The security scheme "scheme" is in "body".',
  ],
  [
    "a signature in a query",
    "{ type: apiKey, in: query, name: sig, x-countersign-hmac: { credential: k, algorithm: SHA-256, message: ['{method}'], encoding: hex } }",
    '16:13 The security scheme "scheme" is in "query".',
  ],
  [
    "a query parameter whose name would start another",
    "{ type: apiKey, in: query, name: 'a=1&b' }",
    '16:46 "a=1&b" is not a valid name for an apiKey in a query.',
  ],
] as const)("refuses %s", async ([, scheme, expected]) => {
  expect(await refusal(withScheme("scheme", scheme))).toBe(`openapi.yaml:${expected}`);
});
