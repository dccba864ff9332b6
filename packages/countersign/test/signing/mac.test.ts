import { createHash, createHmac, hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/signing/encoding.ts";
import { nodeHash, platformHash, webHash } from "../../src/signing/mac.ts";

const message = new TextEncoder().encode("abc");
const implementations = { "node:crypto": nodeHash() ?? webHash, "Web Crypto": webHash };

describe.each(Object.entries(implementations))("with %s", (_, hash) => {
  // FIPS 180-4; the examples of https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  it.each([
    ["SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d"],
    ["SHA-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "SHA-384",
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
    ],
    [
      "SHA-512",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ],
  ] as const)("gives the published digest with %s", async (algorithm, expected) => {
    expect(await hash.digest(algorithm, message, "hex")).toBe(expected);
    expect(await hash.digest(algorithm, "abc", "hex")).toBe(expected);
  });

  // RFC 4231, test case 2.
  it.each([
    ["hex", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
    ["base64", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="],
    ["base64url", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM"],
  ] as const)(
    "gives the published HMAC in %s, of a text and of its bytes",
    async (encoding, expected) => {
      const key = utf8("Jefe");
      const text = "what do ya want for nothing?";
      expect(await hash.hmac("SHA-256", key, text, encoding)).toBe(expected);
      expect(await hash.hmac("SHA-256", key, utf8(text), encoding)).toBe(expected);
    },
  );
});

describe("nodeHash", () => {
  const names: string[] = [];
  const platform = (crypto: object) => ({
    getBuiltinModule: (name: string) => {
      names.push(name);
      return crypto;
    },
  });

  it("is there on Node, and asks for its crypto module", () => {
    expect(nodeHash()).toBeDefined();
    expect(nodeHash(platform({ createHmac, createHash }))).toBeDefined();
    expect(names).toEqual(["node:crypto"]);
  });

  it.each([
    ["with the one-shot digest", { createHmac, createHash, hash }],
    ["without it, as before Node 20.12", { createHmac, createHash }],
  ])("digests %s", (_, crypto) => {
    const text = nodeHash(platform(crypto))?.digest("SHA-1", message, "hex");
    expect(text).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
  });

  it("does not digest twice where the one-shot digest is there", () => {
    const failing = () => {
      throw new Error("not to be called");
    };
    const functions = nodeHash(platform({ createHmac, createHash: failing, hash }));
    expect(functions?.digest("SHA-1", message, "hex")).toHaveLength(40);
  });

  it.each([
    ["HMAC", { createHash }],
    ["digest", { createHmac }],
  ])("is undefined where the module has no %s", (_, crypto) => {
    expect(nodeHash(platform(crypto))).toBeUndefined();
  });

  it("is what this platform uses, synchronously", () => {
    expect(platformHash.digest("SHA-256", message, "hex")).toMatch(/^ba7816bf/);
  });

  it.each([
    ["is no process", null],
    ["has no builtin modules", {}],
    ["has none of that name", { getBuiltinModule: () => undefined }],
    ["has one that is something else", { getBuiltinModule: () => ({ createHmac: 1 }) }],
    [
      "only pretends to have them",
      {
        getBuiltinModule() {
          throw new Error("not implemented");
        },
      },
    ],
  ])("is undefined where there %s", (_, process) => {
    expect(nodeHash(process)).toBeUndefined();
  });
});
