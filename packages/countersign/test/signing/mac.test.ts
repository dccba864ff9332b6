import { createHash, createHmac, hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/signing/encoding.ts";
import { nodeHash, platformHash, webHash } from "../../src/signing/mac.ts";
import { rareWords } from "../../src/signing/sign-any-request.ts";

const message = new TextEncoder().encode("abc");
const implementations = { "node:crypto": nodeHash() ?? webHash, "Web Crypto": webHash };

describe.each(Object.entries(implementations))("with %s", (_, hash) => {
  // FIPS 180-4, examples: https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
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
  ] as const)("computes the published digest with %s", async (algorithm, expected) => {
    expect(await hash.digest(algorithm, message, "hex")).toBe(expected);
    expect(await hash.digest(algorithm, "abc", "hex")).toBe(expected);
  });

  // RFC 4231, test case 2.
  it.each([
    ["hex", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
    ["base64", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="],
    ["base64url", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM"],
  ] as const)(
    "computes the published HMAC in %s, of a string and of its bytes",
    async (encoding, expected) => {
      const key = utf8("Jefe");
      const string = "what do ya want for nothing?";
      expect(await hash.hmac("SHA-256", key, string, encoding)).toBe(expected);
      expect(await hash.hmac("SHA-256", key, utf8(string), encoding)).toBe(expected);
    },
  );
});

describe("the hash functions of rare words", () => {
  // RFC 4231, test case 2, and FIPS 180-4; encoded by Python.
  it.each([
    [
      "hexUpper",
      "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
      "A9993E364706816ABA3E25717850C26C9CD0D89D",
    ],
    [
      "base64Unpadded",
      "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM",
      "qZk+NkcGgWq6PiVxeFDCbJzQ2J0",
    ],
  ] as const)("know %s", async (encoding, mac, digest) => {
    const string = "what do ya want for nothing?";
    const { hash } = rareWords();
    expect(await hash.hmac("SHA-256", utf8("Jefe"), string, encoding)).toBe(mac);
    expect(await hash.digest("SHA-1", "abc", encoding)).toBe(digest);
  });

  it("are synchronous for the usual encodings", () => {
    expect(rareWords().hash.digest("SHA-256", message, "hex")).toMatch(/^ba7816bf/);
  });
});

describe("nodeHash", () => {
  const names: string[] = [];
  const platform = (crypto: object) => ({
    getBuiltinModule: (name: string) => {
      names.push(name);
      return crypto;
    },
  });

  it("is available on Node, and loads its crypto module", () => {
    expect(nodeHash()).toBeDefined();
    expect(nodeHash(platform({ createHmac, createHash }))).toBeDefined();
    expect(names).toEqual(["node:crypto"]);
  });

  it.each([
    ["with the one-shot digest", { createHmac, createHash, hash }],
    ["without it, as before Node 20.12", { createHmac, createHash }],
  ])("computes a digest %s", (_, crypto) => {
    const digest = nodeHash(platform(crypto))?.digest("SHA-1", message, "hex");
    expect(digest).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
  });

  it("does not call createHash if the one-shot digest exists", () => {
    const failing = () => {
      throw new Error("must not be called");
    };
    const functions = nodeHash(platform({ createHmac, createHash: failing, hash }));
    expect(functions?.digest("SHA-1", message, "hex")).toHaveLength(40);
  });

  it.each([
    ["HMAC", { createHash }],
    ["digest", { createHmac }],
  ])("is undefined if the module has no %s function", (_, crypto) => {
    expect(nodeHash(platform(crypto))).toBeUndefined();
  });

  it("is used on this platform, synchronously", () => {
    expect(platformHash.digest("SHA-256", message, "hex")).toMatch(/^ba7816bf/);
  });

  it.each([
    ["does not exist", null],
    ["has no built-in modules", {}],
    ["has no built-in crypto module", { getBuiltinModule: () => undefined }],
    ["has a different crypto module", { getBuiltinModule: () => ({ createHmac: 1 }) }],
    [
      "is a polyfill that throws",
      {
        getBuiltinModule() {
          throw new Error("not implemented");
        },
      },
    ],
  ])("is undefined if the process %s", (_, process) => {
    expect(nodeHash(process)).toBeUndefined();
  });
});
