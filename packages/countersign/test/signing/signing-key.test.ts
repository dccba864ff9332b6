import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/signing/encoding.ts";
import { signingKey } from "../../src/signing/signing-key.ts";

describe("signingKey", () => {
  it.each([
    ["a text", { keyEncoding: "utf8" }, "ab"],
    ["hexadecimal digits", { keyEncoding: "hex" }, "6162"],
    ["base64", { keyEncoding: "base64" }, "YWI="],
    ["base64 behind a prefix", { keyEncoding: "base64", keyPrefix: "whsec_" }, "whsec_YWI="],
    ["base64 whose prefix was cut off", { keyEncoding: "base64", keyPrefix: "whsec_" }, "YWI="],
  ] as const)("reads %s", (_, hmac, secret) => {
    expect(signingKey(hmac, secret)).toEqual(utf8("ab"));
  });

  it.each([
    ["an empty text", { keyEncoding: "utf8" }, ""],
    ["a prefix with nothing behind it", { keyEncoding: "utf8", keyPrefix: "key_" }, "key_"],
    ["another prefix", { keyEncoding: "base64", keyPrefix: "whsec_" }, "sk_YWI="],
    ["what is not of the encoding", { keyEncoding: "hex" }, "xy"],
  ] as const)("has no key in %s", (_, hmac, secret) => {
    expect(signingKey(hmac, secret)).toBeUndefined();
  });
});
