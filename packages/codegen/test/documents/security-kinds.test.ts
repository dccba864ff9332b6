import { DOCUMENT } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

const withScheme = (name: string, scheme: string) =>
  `${DOCUMENT}components:\n  securitySchemes:\n    ${name}: ${scheme}\nsecurity: [{ ${name}: [] }]\n`;

/** Returns the scheme in the table and the names of the credentials, as one line each. */
async function schemeOf(name: string, scheme: string): Promise<string[]> {
  const files = await generated(withScheme(name, scheme));
  const table = files["src/generated/provider.ts"] ?? "";
  const [, body = ""] = /securitySchemes: \{\s+\S+ \{(.*?)\n {4}\}/s.exec(table) ?? [];
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
    "an API key with words around it",
    "token",
    "{ type: apiKey, in: header, name: Authorization, x-countersign-value: 'Token token={credential}' }",
    [
      'type: "template", header: "Authorization", value: "Token token={credential}", credential: "token",',
      "token",
    ],
  ],
  [
    "another http scheme whose value is declared",
    "bot",
    "{ type: http, scheme: Bot, x-countersign-value: 'Bot {credential}' }",
    [
      'type: "template", header: "Authorization", value: "Bot {credential}", credential: "bot",',
      "bot",
    ],
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
    "a value of http bearer",
    "{ type: http, scheme: bearer, x-countersign-value: 'Token {credential}' }",
    "16:64 `x-countersign-value` belongs on an apiKey in a header, but this scheme has the type http bearer, which says it already.",
  ],
  [
    "a value of a key in a query",
    "{ type: apiKey, in: query, name: key, x-countersign-value: 'Token {credential}' }",
    "16:72 `x-countersign-value` belongs on an apiKey in a header, but this scheme is not in a header.",
  ],
  [
    "a value of a signature",
    "{ type: apiKey, in: header, name: X, x-countersign-value: '{credential}', x-countersign-hmac: { credential: k, algorithm: SHA-256, message: ['{path}'], encoding: hex } }",
    "16:71 `x-countersign-value` belongs on an apiKey in a header, but this scheme is a signature, which has a `value` of its own.",
  ],
  [
    "a key in a body",
    "{ type: apiKey, in: body, name: key }",
    '16:13 The security scheme "scheme" is in "body".',
  ],
  [
    "a signature in a cookie",
    "{ type: apiKey, in: cookie, name: sig, x-countersign-hmac: { credential: k, algorithm: SHA-256, message: ['{method}'], encoding: hex } }",
    '16:13 The security scheme "scheme" is in "cookie".',
  ],
  [
    "a query parameter whose name would start another",
    "{ type: apiKey, in: query, name: 'a=1&b' }",
    '16:46 "a=1&b" is not a valid name for an apiKey in a query.',
  ],
] as const)("refuses %s", async ([, scheme, expected]) => {
  expect(await refusal(withScheme("scheme", scheme))).toBe(`openapi.yaml:${expected}`);
});

test.for([
  "Token",
  "{credential}{credential}",
  "Token {key} {credential}",
  " {credential}",
  "{credential} ",
  "a\\t{credential}",
  "a\\r\\nb: {credential}",
  "ä {credential}",
])("refuses the value %j for a header", async (value) => {
  const scheme = `{ type: apiKey, in: header, name: X, x-countersign-value: "${value}" }`;
  expect(await refusal(withScheme("scheme", scheme))).toContain(
    "allowed: Value of the header: printable ASCII with one {credential}, and no space at either end.",
  );
});
