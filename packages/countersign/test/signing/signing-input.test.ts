import { paywint } from "@countersign/paywint";
import { describe, expect, it } from "vitest";
import type { Hmac } from "../../src/provider.ts";
import { utf8 } from "../../src/signing/encoding.ts";
import { signatureValue } from "../../src/signing/signature-value.ts";
import { type SignableRequest, signingInput } from "../../src/signing/signing-input.ts";
import vectors from "../vectors/paywint.json" with { type: "json" };

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const noCredentials = new Map<string, string>();

function request(init: Partial<SignableRequest> = {}): SignableRequest {
  return {
    method: "POST",
    url: "https://api.test/a",
    headers: new Headers(),
    body: utf8(""),
    ...init,
  };
}

function describing(changes: Partial<Hmac>): Hmac {
  return {
    credential: "secret",
    algorithm: "SHA-256",
    keyEncoding: "utf8",
    message: ["{method}"],
    separator: "",
    encoding: "hex",
    value: "{signature}",
    ...changes,
  };
}

describe.each(vectors.vectors)("Paywint vector $id", (vector) => {
  const declared: Hmac = paywint.securitySchemes.signature.hmac;
  const whenEmpty = vector.whenEmpty === "hash" ? "hash" : "omit";
  const hmac: Hmac = {
    ...declared,
    bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty },
  };
  const parts = {
    request: request({
      method: vector.method,
      url: `https://api.sandbox.paywint.com${vector.path}${vector.query}`,
      body: utf8(vector.body),
    }),
    credentials: noCredentials,
  };

  it("has the canonical string that is written down", async () => {
    expect(text(await signingInput(hmac, parts))).toBe(vector.canonical);
  });

  it("has the signature that is written down", async () => {
    const key = utf8(vectors.secretKey);
    expect(await signatureValue(hmac, key, parts)).toBe(vector.signature);
  });
});

it("signs Paywint's requests without a body as its spec declares", () => {
  expect(paywint.securitySchemes.signature.hmac.bodyHash.whenEmpty).toBe("omit");
});

describe("signingInput", () => {
  it.each([
    ["the method", ["{method}"], "PATCH"],
    ["the path without the query", ["{path}"], "/v1/a%20b/%5B%5D"],
    ["the query with its question mark", ["{query}"], "?q=%5Bx%5D&q=1"],
    ["the host with its port", ["{host}"], "api.test:8443"],
    ["the raw body", ["{body}"], '{"é":1}'],
    ["a header", ["{header:x-app}"], "app-1"],
    ["a header that is absent as nothing", ["<{header:X-None}>"], "<>"],
    ["a credential", ["{credential:appId}"], "id-7"],
    ["text around tokens", ["v0:{method}:{credential:appId}!"], "v0:PATCH:id-7!"],
  ])("puts in %s", async (_, message, expected) => {
    const parts = {
      request: request({
        method: "PATCH",
        url: "https://api.test:8443/v1/a%20b/%5B%5D?q=%5Bx%5D&q=1#fragment",
        headers: new Headers({ "X-App": "app-1" }),
        body: utf8('{"é":1}'),
      }),
      credentials: new Map([["appId", "id-7"]]),
    };
    expect(text(await signingInput(describing({ message }), parts))).toBe(expected);
  });

  it("joins the parts with the separator", async () => {
    const hmac = describing({ message: ["{method}", "{path}", "{query}"], separator: "\n" });
    const parts = { request: request(), credentials: noCredentials };
    expect(text(await signingInput(hmac, parts))).toBe("POST\n/a\n");
  });

  it("keeps bytes of a body that are not text", async () => {
    const body = Uint8Array.of(0, 255, 128);
    const parts = { request: request({ body }), credentials: noCredentials };
    expect(await signingInput(describing({ message: ["{body}"] }), parts)).toEqual(body);
  });

  it("keeps a lone question mark, which the request line has too", async () => {
    const parts = { request: request({ url: "https://api.test/a?" }), credentials: noCredentials };
    expect(text(await signingInput(describing({ message: ["{query}"] }), parts))).toBe("?");
  });

  it("refuses a token that it does not know", async () => {
    const parts = { request: request(), credentials: noCredentials };
    await expect(signingInput(describing({ message: ["{toString}"] }), parts)).rejects.toThrow(
      "unknown token {toString}",
    );
  });
});

describe("signatureValue", () => {
  it("puts the signature into the header's template as it is", async () => {
    const hmac = describing({ message: ["{method}"], value: "sha256={signature}" });
    const parts = { request: request({ method: "GET" }), credentials: noCredentials };
    // printf GET | openssl dgst -sha256 -hmac key
    expect(await signatureValue(hmac, utf8("key"), parts)).toBe(
      "sha256=68750066daf29a3389fb61c688e97ce4f88cd51fc372b58c2ef7fe50319d809c",
    );
  });
});
