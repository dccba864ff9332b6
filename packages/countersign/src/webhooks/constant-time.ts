import { webHash } from "../signing/mac.ts";

/**
 * Returns whether two strings are equal, without revealing through timing where they differ: it compares their MACs
 * under a random key ("double HMAC").
 */
export async function isEqual(a: string, b: string): Promise<boolean> {
  const key = globalThis.crypto.getRandomValues(new Uint8Array(32));
  const mac = (string: string) => webHash.hmac("SHA-256", key, string, "hex");
  return (await mac(a)) === (await mac(b));
}
