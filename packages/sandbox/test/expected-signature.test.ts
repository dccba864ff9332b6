import { expect, test } from "vitest";
import { expectedSignature } from "../src/authentication/expected-signature.ts";
import { hmacScheme } from "./fixtures/scheme.ts";

/** Test case 2 of RFC 2202 and RFC 4231; its encodings computed with openssl and base64. */
const MESSAGE = Buffer.from("what do ya want for nothing?");
const HEX = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

test.each([
  ["SHA-1", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"],
  ["SHA-256", HEX],
  [
    "SHA-384",
    "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
  ],
  [
    "SHA-512",
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554" +
      "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
  ],
])("computes the RFC's HMAC with %s", (algorithm, expected) => {
  const scheme = hmacScheme({ credential: "key", algorithm, message: ["{body}"], encoding: "hex" });
  expect(expectedSignature(scheme, { key: "Jefe", message: MESSAGE })).toBe(expected);
});

test.each([
  ["encoding hex", { encoding: "hex" }, "Jefe", HEX],
  [
    "encoding base64",
    { encoding: "base64" },
    "Jefe",
    "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
  ],
  ["encoding hexUpper", { encoding: "hexUpper" }, "Jefe", HEX.toUpperCase()],
  [
    "encoding base64Unpadded",
    { encoding: "base64Unpadded" },
    "Jefe",
    "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM",
  ],
  [
    "encoding base64url",
    { encoding: "base64url" },
    "Jefe",
    "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM",
  ],
  ["keyEncoding hex", { keyEncoding: "hex" }, "4a656665", HEX],
  ["keyEncoding base64", { keyEncoding: "base64" }, "SmVmZQ==", HEX],
  ["a key prefix", { keyEncoding: "base64", keyPrefix: "whsec_" }, "whsec_SmVmZQ==", HEX],
  ["a key without its prefix", { keyEncoding: "base64", keyPrefix: "whsec_" }, "SmVmZQ==", HEX],
  ["a value template", { value: "v1={signature};" }, "Jefe", `v1=${HEX};`],
])("supports %s", (_, settings, key, expected) => {
  const defaults = {
    credential: "key",
    algorithm: "SHA-256",
    message: ["{body}"],
    encoding: "hex",
  };
  const scheme = hmacScheme({ ...defaults, ...settings });
  expect(expectedSignature(scheme, { key, message: MESSAGE })).toBe(expected);
});

test("puts timestamp and nonce where the value template has them", () => {
  const scheme = hmacScheme({
    credential: "key",
    algorithm: "SHA-256",
    message: ["{body}{timestamp}{nonce}"],
    encoding: "hex",
    value: "t={timestamp},n={nonce},v1={signature}",
    timestamp: { unit: "s" },
    nonce: {},
  });
  const signed = { key: "Jefe", message: MESSAGE, timestamp: "12", nonce: "n-1" };
  expect(expectedSignature(scheme, signed)).toBe(`t=12,n=n-1,v1=${HEX}`);
});
