import { describe, expect, it } from "vitest";
import { mac } from "../../src/signing/mac.ts";
import rfc4231 from "../vectors/rfc4231.json" with { type: "json" };

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));

describe.each(rfc4231.cases)("RFC 4231, test case $case", ({ key, data, mac: expected }) => {
  it.each(["SHA-256", "SHA-384", "SHA-512"] as const)(
    "gives the published HMAC with %s",
    async (algorithm) => {
      const signature = await mac(algorithm, bytes(key), bytes(data));
      expect(Buffer.from(signature).toString("hex")).toBe(expected[algorithm]);
    },
  );
});
