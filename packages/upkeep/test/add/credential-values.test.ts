import { describe, expect, test } from "vitest";
import { credentialValueActions } from "../../src/add/propose-credential-values.ts";

const header = (description: string, name = "Authorization") => ({
  type: "apiKey",
  in: "header",
  name,
  description,
});

/** Returns the proposed value for a security scheme. */
function proposed(scheme: object): unknown {
  return credentialValueActions({ key: scheme })[0]?.update?.["x-countersign-value"];
}

describe("a value is proposed for a description that shows it:", () => {
  test.for([
    ["Send `Authorization: Bot <token>` with every request.", "Bot {credential}"],
    ["Use `Token token=YOUR_KEY`.", "Token token={credential}"],
    ['`Authorization: Token token="<api key>"`', 'Token token="{credential}"'],
    ["The API key, prefixed with `Key `.", "Key {credential}"],
    ["The API key, prefixed with `Key`.", "Key {credential}"],
    ["Add the prefix 'SSWS' to the token.", "SSWS {credential}"],
    ["Authorization: SSWS {api_token}", "SSWS {credential}"],
    ["authorization: ApiKey-v1 xxxxxxxx", "ApiKey-v1 {credential}"],
    ["**Authorization**: `Bearer ...`", "Bearer {credential}"],
    ["curl -H 'Authorization: Acme $KEY'", "Acme {credential}"],
    ['Set it to "Acme-API-Key your-private-api-key".', "Acme-API-Key {credential}"],
  ])("%s", ([description = "", expected]) => {
    expect(proposed(header(description))).toBe(expected);
  });

  test("in another header", () => {
    expect(proposed(header("X-Auth: Key <key>", "X-Auth"))).toBe("Key {credential}");
  });

  test("of an http scheme that has only a name", () => {
    expect(proposed({ type: "http", scheme: "token" })).toBe("token {credential}");
    expect(proposed({ type: "http", scheme: "token", description: "`Token token=<key>`" })).toBe(
      "Token token={credential}",
    );
  });
});

describe("nothing is proposed for", () => {
  test.for([
    ["a bare key", header("Your API key. Find it in the dashboard.")],
    ["a key in code", header("Pass `api_key` or `YOUR_API_KEY`.")],
    ["words that are no prefix", header("Authorization: your token")],
    ["a header that shows its own name", header("X-Api-Key: X-Api-Key <key>", "X-Api-Key")],
    ["basic authentication", header("Authorization: Basic <base64>")],
    ["a key in a query", { ...header("`Key <key>`"), in: "query" }],
    ["a scheme with a value", { ...header("`Key <key>`"), "x-countersign-value": "{credential}" }],
    ["a signature", { ...header("`Key <key>`"), "x-countersign-hmac": {} }],
    ["http bearer", { type: "http", scheme: "bearer", description: "`Token <key>`" }],
    ["http digest", { type: "http", scheme: "Digest" }],
    ["OAuth", { type: "oauth2", description: "`Token <key>`" }],
  ] as const)("%s", ([, scheme]) => {
    expect(credentialValueActions({ key: scheme })).toEqual([]);
  });
});

test("asks a person to confirm, and says what to do if it is wrong", () => {
  expect(credentialValueActions({ "a b": header("`Bot <token>`") })).toEqual([
    {
      target: "$.components.securitySchemes['a b']",
      description: "Declares what surrounds the credential in its header.",
      update: { "x-countersign-value": "Bot {credential}" },
      question:
        'Going by the document, "a b" is sent as `Authorization: Bot {credential}`, so callers pass only the credential. If the API takes the credential alone, remove `x-countersign-value`.',
    },
  ]);
});
