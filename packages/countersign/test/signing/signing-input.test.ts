import { describe, expect, it } from "vitest";
import type { Hmac } from "../../src/provider-table/provider.ts";
import { utf8 } from "../../src/signing/encoding.ts";
import type { Message } from "../../src/signing/mac.ts";
import { signatureValue } from "../../src/signing/signature-value.ts";
import { type SignableRequest, signingInput } from "../../src/signing/signing-input.ts";

const decoded = (message: Message) =>
  typeof message === "string" ? message : new TextDecoder().decode(message);
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

describe("signingInput", () => {
  it.each([
    ["the method", ["{method}"], "PATCH"],
    ["the path without the query", ["{path}"], "/v1/a%20b/%5B%5D"],
    ["the query with its question mark", ["{query}"], "?q=%5Bx%5D&q=1"],
    ["the host with its port", ["{host}"], "api.test:8443"],
    ["the raw body", ["{body}"], '{"é":1}'],
    ["a header", ["{header:x-app}"], "app-1"],
    ["an empty string for an absent header", ["<{header:X-None}>"], "<>"],
    ["a credential", ["{credential:appId}"], "id-7"],
    ["the timestamp, as sent", ["{timestamp}"], "1767225600"],
    ["the nonce, as sent", ["{nonce}"], "n-1"],
    ["literals around tokens", ["v0:{method}:{credential:appId}!"], "v0:PATCH:id-7!"],
  ])("inserts %s", async (_, message, expected) => {
    const parts = {
      request: request({
        method: "PATCH",
        url: "https://api.test:8443/v1/a%20b/%5B%5D?q=%5Bx%5D&q=1#fragment",
        headers: new Headers({ "X-App": "app-1" }),
        body: utf8('{"é":1}'),
      }),
      credentials: new Map([["appId", "id-7"]]),
      timestamp: "1767225600",
      nonce: "n-1",
    };
    expect(decoded(await signingInput(describing({ message }), parts))).toBe(expected);
  });

  it("joins the parts with the separator", async () => {
    const hmac = describing({ message: ["{method}", "{path}", "{query}"], separator: "\n" });
    const parts = { request: request(), credentials: noCredentials };
    expect(decoded(await signingInput(hmac, parts))).toBe("POST\n/a\n");
  });

  it("keeps the bytes of a body that is not valid UTF-8", async () => {
    const body = Uint8Array.of(0, 255, 128);
    const parts = { request: request({ body }), credentials: noCredentials };
    expect(await signingInput(describing({ message: ["{body}"] }), parts)).toEqual(body);
  });

  it("returns a string for a body that is a string", async () => {
    const parts = { request: request({ body: '{"é":1}' }), credentials: noCredentials };
    expect(await signingInput(describing({ message: ["{body}"] }), parts)).toBe('{"é":1}');
  });

  it("keeps the non-ASCII bytes of a header, as sent", async () => {
    const headers = new Headers({ "X-App": "\xe9" });
    const parts = { request: request({ headers }), credentials: noCredentials };
    expect(await signingInput(describing({ message: ["{header:X-App}"] }), parts)).toEqual(
      Uint8Array.of(0xe9),
    );
  });

  it("keeps a lone question mark, which is also on the request line", async () => {
    const parts = { request: request({ url: "https://api.test/a?" }), credentials: noCredentials };
    expect(decoded(await signingInput(describing({ message: ["{query}"] }), parts))).toBe("?");
  });

  it.each([
    ["omit", "omit", ""],
    ["omit", "hash", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["hash", "omit", ""],
    ["hash", undefined, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["omit", undefined, ""],
  ] as const)(
    "signs an empty body as declared by %s, unless the caller overrides it: %s",
    async (whenEmpty, emptyBodyHash, expected) => {
      const bodyHash = { algorithm: "SHA-256", encoding: "hex", whenEmpty } as const;
      const parts = { request: request(), credentials: noCredentials, emptyBodyHash };
      const hmac = describing({ message: ["{bodyHash}"], bodyHash });
      expect(decoded(await signingInput(hmac, parts))).toBe(expected);
    },
  );

  it("hashes a body whatever the caller's option for empty bodies is", async () => {
    const bodyHash = { algorithm: "SHA-256", encoding: "hex", whenEmpty: "hash" } as const;
    const parts = { request: request({ body: utf8("abc") }), credentials: noCredentials };
    const hmac = describing({ message: ["{bodyHash}"], bodyHash });
    expect(decoded(await signingInput(hmac, { ...parts, emptyBodyHash: "omit" }))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it.each(["timestamp", "nonce"])("rejects the token {%s} without a value", async (token) => {
    const parts = { request: request(), credentials: noCredentials };
    await expect(signingInput(describing({ message: [`{${token}}`] }), parts)).rejects.toThrow(
      `{${token}} has no value`,
    );
  });

  it("rejects {bodyHash} without a declaration", async () => {
    const parts = { request: request(), credentials: noCredentials };
    await expect(signingInput(describing({ message: ["{bodyHash}"] }), parts)).rejects.toThrow(
      "{bodyHash} is not declared",
    );
  });

  it("inserts an empty string for a missing credential", async () => {
    const parts = { request: request(), credentials: noCredentials };
    expect(await signingInput(describing({ message: ["<{credential:a}>"] }), parts)).toBe("<>");
  });

  it("rejects an unknown token", async () => {
    const parts = { request: request(), credentials: noCredentials };
    await expect(signingInput(describing({ message: ["{toString}"] }), parts)).rejects.toThrow(
      "{toString} has no value",
    );
  });
});

describe("signatureValue", () => {
  it("rejects an empty key", async () => {
    const parts = { request: request(), credentials: noCredentials };
    await expect(signatureValue(describing({}), new Uint8Array(), parts)).rejects.toThrow(
      "The key of an HMAC must not be empty.",
    );
  });

  it("inserts the signature into the header's template unchanged", async () => {
    const hmac = describing({ message: ["{method}"], value: "sha256={signature}" });
    const parts = { request: request({ method: "GET" }), credentials: noCredentials };
    // printf GET | openssl dgst -sha256 -hmac key
    expect(await signatureValue(hmac, utf8("key"), parts)).toBe(
      "sha256=68750066daf29a3389fb61c688e97ce4f88cd51fc372b58c2ef7fe50319d809c",
    );
  });

  it("inserts timestamp and nonce, and does not expand tokens within them", async () => {
    const value = "n={nonce};t={timestamp};s={signature}";
    const hmac = describing({ message: ["{method}"], value });
    const parts = { request: request({ method: "GET" }), credentials: noCredentials };
    expect(
      await signatureValue(hmac, utf8("key"), {
        ...parts,
        timestamp: "12",
        nonce: "{signature}$&",
      }),
    ).toBe(
      "n={signature}$&;t=12;s=68750066daf29a3389fb61c688e97ce4f88cd51fc372b58c2ef7fe50319d809c",
    );
  });
});
