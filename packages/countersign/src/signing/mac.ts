import type { HashAlgorithm } from "../provider.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The hash functions of a platform; where it has synchronous ones, their result is there at once. */
export interface HashFunctions {
  /** Returns an HMAC (RFC 2104). The key is not empty. */
  hmac(algorithm: HashAlgorithm, key: Bytes, message: Bytes): Bytes | Promise<Bytes>;
  digest(algorithm: HashAlgorithm, message: Bytes): Bytes | Promise<Bytes>;
}

/**
 * Returns the HMAC (RFC 2104) of a message.
 *
 * @throws TypeError for an empty key, which some platforms accept: anyone could sign with it.
 */
export async function mac(
  algorithm: HashAlgorithm,
  key: Bytes,
  message: Bytes,
  hash: HashFunctions = platformHash,
): Promise<Bytes> {
  if (key.length === 0) throw new TypeError("The key of an HMAC must not be empty.");
  return hash.hmac(algorithm, key, message);
}

/** Returns the digest of a message. */
export async function digest(
  algorithm: HashAlgorithm,
  message: Bytes,
  hash: HashFunctions = platformHash,
): Promise<Bytes> {
  return hash.digest(algorithm, message);
}

/** Web Crypto, which every runtime has. */
export const webHash: HashFunctions = {
  async hmac(algorithm, key, message) {
    const { subtle } = globalThis.crypto;
    const hmac = { name: "HMAC", hash: algorithm };
    const cryptoKey = await subtle.importKey("raw", key, hmac, false, ["sign"]);
    return new Uint8Array(await subtle.sign("HMAC", cryptoKey, message));
  },
  async digest(algorithm, message) {
    return new Uint8Array(await globalThis.crypto.subtle.digest(algorithm, message));
  },
};

/**
 * Returns the synchronous functions of `node:crypto`, or undefined where the runtime does not give them
 * out. They are asked for and not imported, so that bundles for browsers stay free of Node's modules.
 *
 * @param process - The global object of that name.
 */
export function nodeHash(
  process: unknown = Reflect.get(globalThis, "process"),
): HashFunctions | undefined {
  const crypto = hasBuiltinModules(process) ? builtinCrypto(process) : undefined;
  if (!isNodeCrypto(crypto)) return undefined;
  return {
    hmac: (algorithm, key, message) =>
      new Uint8Array(crypto.createHmac(NODE_NAMES[algorithm], key).update(message).digest()),
    digest(algorithm, message) {
      const name = NODE_NAMES[algorithm];
      // Without an object that the garbage collector has to follow; from Node 20.12 on.
      const bytes =
        crypto.hash?.(name, message, "buffer") ?? crypto.createHash(name).update(message).digest();
      return new Uint8Array(bytes);
    },
  };
}

const NODE_NAMES: Readonly<Record<HashAlgorithm, string>> = {
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/** What the runtime at hand does best. */
export const platformHash: HashFunctions = /* @__PURE__ */ nodeHash() ?? webHash;

interface BuiltinModules {
  getBuiltinModule(name: string): unknown;
}

interface NodeCrypto {
  createHmac(algorithm: string, key: Uint8Array): NodeHash;
  createHash(algorithm: string): NodeHash;
  hash?(algorithm: string, data: Uint8Array, encoding: "buffer"): Uint8Array;
}

interface NodeHash {
  update(data: Uint8Array): NodeHash;
  digest(): Uint8Array;
}

function hasBuiltinModules(process: unknown): process is BuiltinModules {
  return isObject(process) && typeof Reflect.get(process, "getBuiltinModule") === "function";
}

function builtinCrypto(process: BuiltinModules): unknown {
  try {
    return process.getBuiltinModule("node:crypto");
  } catch {
    // A polyfill of `process` may have the function and nothing behind it.
    return undefined;
  }
}

function isNodeCrypto(value: unknown): value is NodeCrypto {
  return (
    isObject(value) &&
    typeof Reflect.get(value, "createHmac") === "function" &&
    typeof Reflect.get(value, "createHash") === "function"
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
