import type { Encoding, HashAlgorithm } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";
import { encode, utf8 } from "./encoding.ts";

/** What is hashed: bytes, or a string whose UTF-8 bytes are meant. */
export type Message = string | Bytes;

/**
 * A platform's hash functions; synchronous ones return their result, not a promise. Results are strings, because
 * a byte array would cost more than the hash.
 */
export interface HashFunctions {
  /** Returns an HMAC (RFC 2104). The key is not empty. */
  hmac(
    algorithm: HashAlgorithm,
    key: Bytes,
    message: Message,
    encoding: Encoding,
  ): string | Promise<string>;
  digest(algorithm: HashAlgorithm, message: Message, encoding: Encoding): string | Promise<string>;
}

/** Web Crypto, available in every runtime. */
export const webHash: HashFunctions = {
  async hmac(algorithm, key, message, encoding) {
    const { subtle } = globalThis.crypto;
    const hmac = { name: "HMAC", hash: algorithm };
    const cryptoKey = await subtle.importKey("raw", key, hmac, false, ["sign"]);
    return encode(await subtle.sign("HMAC", cryptoKey, toBytes(message)), encoding);
  },
  async digest(algorithm, message, encoding) {
    return encode(await globalThis.crypto.subtle.digest(algorithm, toBytes(message)), encoding);
  },
};

function toBytes(message: Message): Bytes {
  return typeof message === "string" ? utf8(message) : message;
}

/**
 * Returns the synchronous functions of `node:crypto`, which have no other encodings than `hex`, `base64` and `base64url`, or
 * undefined if the runtime does not provide them. They are looked up at run time, because an import would put Node's
 * modules into browser bundles.
 *
 * @param process - The global object of that name.
 */
export function nodeHash(
  process: unknown = Reflect.get(globalThis, "process"),
): HashFunctions | undefined {
  const crypto = builtinCrypto(process);
  const { createHmac, createHash, hash } = crypto ?? {};
  if (typeof createHmac !== "function" || typeof createHash !== "function") return undefined;
  return {
    hmac: (algorithm, key, message, encoding) =>
      createHmac(nodeName(algorithm), key).update(message).digest(encoding),
    digest: (algorithm, message, encoding) =>
      // Creates no object for the garbage collector; Node 20.12 and later.
      hash?.(nodeName(algorithm), message, encoding) ??
      createHash(nodeName(algorithm)).update(message).digest(encoding),
  };
}

/** OpenSSL's name: `SHA256` for `SHA-256`. */
function nodeName(algorithm: HashAlgorithm): string {
  return algorithm.replace("-", "");
}

/** The fastest hash functions of this runtime. */
export const platformHash: HashFunctions = /* @__PURE__ */ nodeHash() ?? webHash;

interface NodeCrypto {
  createHmac(algorithm: string, key: Uint8Array): NodeHash;
  createHash(algorithm: string): NodeHash;
  hash(algorithm: string, data: Message, encoding: Encoding): string;
}

interface NodeHash {
  update(data: Message): NodeHash;
  digest(encoding: Encoding): string;
}

function builtinCrypto(process: unknown): Partial<NodeCrypto> | undefined {
  try {
    return (
      process as { getBuiltinModule(name: string): Partial<NodeCrypto> | undefined }
    ).getBuiltinModule("node:crypto");
  } catch {
    // There is no `process`, it lacks that function, or it is a polyfill that throws.
    return undefined;
  }
}
