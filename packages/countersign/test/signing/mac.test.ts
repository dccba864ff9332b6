import { createHash, createHmac, hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { digest, mac, nodeHash, platformHash, webHash } from "../../src/signing/mac.ts";

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
    const bytes = await digest(algorithm, message, hash);
    expect(Buffer.from(bytes).toString("hex")).toBe(expected);
  });

  it("refuses an empty key", async () => {
    await expect(mac("SHA-256", new Uint8Array(), message, hash)).rejects.toThrow(
      "The key of an HMAC must not be empty.",
    );
  });

  it("gives plain bytes that nothing else shares", async () => {
    const bytes = await mac("SHA-256", message, message, hash);
    expect(bytes.constructor).toBe(Uint8Array);
    expect(bytes.buffer.byteLength).toBe(32);
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

  it("is there on Node, and asks for its crypto module", () => {
    expect(nodeHash()).toBeDefined();
    expect(nodeHash(platform({ createHmac, createHash }))).toBeDefined();
    expect(names).toEqual(["node:crypto"]);
  });

  it.each([
    ["with the one-shot digest", { createHmac, createHash, hash }],
    ["without it, as before Node 20.12", { createHmac, createHash }],
  ])("digests %s", async (_, crypto) => {
    const bytes = await nodeHash(platform(crypto))?.digest("SHA-1", message);
    const expected = "a9993e364706816aba3e25717850c26c9cd0d89d";
    expect(Buffer.from(bytes ?? []).toString("hex")).toBe(expected);
  });

  it("does not digest twice where the one-shot digest is there", async () => {
    const failing = () => {
      throw new Error("not to be called");
    };
    const bytes = await nodeHash(platform({ createHmac, createHash: failing, hash }))?.digest(
      "SHA-1",
      message,
    );
    expect(bytes).toHaveLength(20);
  });

  it.each([
    ["HMAC", { createHash }],
    ["digest", { createHmac }],
  ])("is undefined where the module has no %s", (_, crypto) => {
    expect(nodeHash(platform(crypto))).toBeUndefined();
  });

  it("is what this platform uses, synchronously", () => {
    expect(platformHash.digest("SHA-256", message)).toBeInstanceOf(Uint8Array);
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
