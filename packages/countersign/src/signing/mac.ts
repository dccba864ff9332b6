import type { HashAlgorithm } from "../provider.ts";

/** Returns the HMAC (RFC 2104) of a message. The key must not be empty: Web Crypto refuses that. */
export async function mac(
  algorithm: HashAlgorithm,
  key: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { subtle } = globalThis.crypto;
  const hmac = { name: "HMAC", hash: algorithm };
  const cryptoKey = await subtle.importKey("raw", key, hmac, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", cryptoKey, message));
}

/** Returns the digest of a message. */
export async function digest(
  algorithm: HashAlgorithm,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await globalThis.crypto.subtle.digest(algorithm, message));
}
