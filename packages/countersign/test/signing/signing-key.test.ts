import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/signing/encoding.ts";
import { signingKey } from "../../src/signing/signing-key.ts";

describe("signingKey", () => {
  it.each([
    ["a string", { keyEncoding: "utf8" }, "ab"],
    ["hexadecimal digits", { keyEncoding: "hex" }, "6162"],
    ["base64", { keyEncoding: "base64" }, "YWI="],
    ["base64 after a prefix", { keyEncoding: "base64", keyPrefix: "whsec_" }, "whsec_YWI="],
    ["base64 without its prefix", { keyEncoding: "base64", keyPrefix: "whsec_" }, "YWI="],
  ] as const)("decodes %s", (_, hmac, secret) => {
    expect(signingKey(hmac, secret)).toEqual(utf8("ab"));
  });

  it.each([
    ["an empty string", { keyEncoding: "utf8" }, ""],
    ["a prefix alone", { keyEncoding: "utf8", keyPrefix: "key_" }, "key_"],
    ["another prefix", { keyEncoding: "base64", keyPrefix: "whsec_" }, "sk_YWI="],
    ["a wrong encoding", { keyEncoding: "hex" }, "xy"],
  ] as const)("returns undefined for %s", (_, hmac, secret) => {
    expect(signingKey(hmac, secret)).toBeUndefined();
  });
});
