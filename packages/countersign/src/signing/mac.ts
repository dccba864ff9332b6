import type { Encoding, HashAlgorithm } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";
import { encode, utf8 } from "./encoding.ts";

/** What is hashed: bytes, or a text that stands for its bytes in UTF-8. */
export type Message = string | Bytes;

/**
 * The hash functions of a platform; where it has synchronous ones, their result is there at once. Results
 * are text: each array of bytes would cost more than the hash.
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

/** Web Crypto, which every runtime has. */
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
 * Returns the synchronous functions of `node:crypto`, or undefined where the runtime does not give them
 * out. They are asked for and not imported, so that bundles for browsers stay free of Node's modules.
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
      // Without an object that the garbage collector has to follow; from Node 20.12 on.
      hash?.(nodeName(algorithm), message, encoding) ??
      createHash(nodeName(algorithm)).update(message).digest(encoding),
  };
}

/** `SHA-256` is `SHA256` to OpenSSL. */
function nodeName(algorithm: HashAlgorithm): string {
  return algorithm.replace("-", "");
}

/** What the runtime at hand does best. */
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
    // No process, none with that function, or a polyfill with nothing behind it.
    return undefined;
  }
}
