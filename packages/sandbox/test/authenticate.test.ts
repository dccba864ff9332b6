import type { IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { authenticate } from "../src/authentication/authenticate.ts";
import type {
  ApiKeyScheme,
  SecurityRequirement,
  SecurityScheme,
} from "../src/operations/security-schemes.ts";
import { hmacScheme, incoming } from "./fixtures/scheme.ts";

const around = ["", ""] as const;
const key: ApiKeyScheme = { kind: "apiKey", header: "X-Api-Key", credential: "apiKey", around };
const secret: SecurityScheme = { ...key, header: "X-Api-Secret", credential: "apiSecret" };
const worded: ApiKeyScheme = { ...key, around: ['Token token="', '"'] };
const token: SecurityScheme = { kind: "bearer", header: "Authorization", credential: "userToken" };
const signature: SecurityScheme = {
  kind: "signature",
  header: "X-Signature",
  credential: "secretKey",
  hmac: hmacScheme({
    credential: "secretKey",
    algorithm: "SHA-256",
    message: ["{method}", "{path}", "{query}", "{bodyHash}"],
    bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "omit" },
    encoding: "hex",
  }),
};

function check(
  alternatives: readonly SecurityRequirement[],
  headers: IncomingHttpHeaders,
): string | undefined {
  return authenticate(alternatives, {
    request: incoming({
      method: "POST",
      target: "/acme/signed?dry=true",
      headers,
      body: '{"amount":5}',
    }),
    credentials: new Map([
      ["apiKey", "k"],
      ["apiSecret", "s"],
      ["userToken", "t"],
      ["secretKey", "sandbox-acme-secret-key"],
    ]),
    secretHeaders: new Set(),
    now: () => 0,
    seenNonces: new Set(),
  })?.message;
}

test.each<[string, readonly SecurityRequirement[], IncomingHttpHeaders]>([
  ["no credentials where none are required", [], {}],
  ["no credentials where that is one of the alternatives", [[key], []], {}],
  ["the right key", [[key]], { "x-api-key": "k" }],
  ["the right key with words around it", [[worded]], { "x-api-key": 'Token token="k"' }],
  ["the right token", [[token]], { authorization: "Bearer t" }],
  ["the scheme's name in any case", [[token]], { authorization: "bearer t" }],
  [
    "all credentials that are required together",
    [[key, secret]],
    { "x-api-key": "k", "x-api-secret": "s" },
  ],
  ["the second alternative", [[key, secret], [token]], { authorization: "Bearer t" }],
  [
    "the right signature",
    [[signature]],
    // openssl dgst -sha256 -hmac sandbox-acme-secret-key
    { "x-signature": "27d7737273c55044c05d995f97d35e88f3281d488d136b1e10bde0a70aee61b2" },
  ],
])("accepts a request with %s", (_, alternatives, headers) => {
  expect(check(alternatives, headers)).toBeUndefined();
});

test.each<[string, readonly SecurityRequirement[], IncomingHttpHeaders, string]>([
  ["a missing key", [[key]], {}, "Header X-Api-Key is missing."],
  [
    "a wrong key",
    [[key]],
    { "x-api-key": "other" },
    "Header X-Api-Key does not match this sandbox's apiKey.",
  ],
  [
    "an empty key",
    [[key]],
    { "x-api-key": "" },
    "Header X-Api-Key does not match this sandbox's apiKey.",
  ],
  ...["k", 'Token token="', 'Token token="k', 'Token token=k"', 'Bearer token="k"'].map(
    (value): [string, readonly SecurityRequirement[], IncomingHttpHeaders, string] => [
      `a key with other words around it, ${value}`,
      [[worded]],
      { "x-api-key": value },
      'Header X-Api-Key must have the form "Token token="<apiKey>"".',
    ],
  ),
  [
    "a wrong key with words around it",
    [[worded]],
    { "x-api-key": 'Token token="other"' },
    "Header X-Api-Key does not match this sandbox's apiKey.",
  ],
  [
    "one of two keys that are required together",
    [[key, secret]],
    { "x-api-key": "k" },
    "Header X-Api-Secret is missing.",
  ],
  [
    "neither of two keys that are required together",
    [[key, secret]],
    { "x-api-key": "other" },
    "Header X-Api-Key does not match this sandbox's apiKey. Header X-Api-Secret is missing.",
  ],
  ["a missing token", [[token]], {}, "Header Authorization is missing."],
  [
    "a token without its scheme",
    [[token]],
    { authorization: "t" },
    'Header Authorization must have the form "Bearer <token>".',
  ],
  [
    "a wrong token",
    [[token]],
    { authorization: "Bearer other" },
    "Header Authorization does not match this sandbox's userToken.",
  ],
  [
    "none of the alternatives, and explains the first",
    [[key], [token]],
    {},
    "Header X-Api-Key is missing.",
  ],
  ["a missing signature", [[signature]], {}, "Header X-Signature is missing."],
  [
    "a wrong signature",
    [[signature]],
    { "x-signature": "27d7737273c55044c05d995f97d35e88f3281d488d136b1e10bde0a70aee61b3" },
    "Header X-Signature does not match the expected signature: HMAC-SHA256 in hex, keyed with this " +
      "sandbox's secretKey, of the message " +
      '"POST/acme/signed?dry=true7e84cbf0f7a7c92c037058665d66152f8eb8580ab2534e52c877bccceb9cc7bf".',
  ],
])("refuses a request with %s", (_, alternatives, headers, reason) => {
  expect(check(alternatives, headers)).toBe(reason);
});
