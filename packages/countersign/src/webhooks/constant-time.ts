import { utf8 } from "../signing/encoding.ts";

/**
 * Returns whether one of some strings equals a secret one, without revealing through timing where they differ: it
 * compares their MACs under a random key ("double HMAC"). The length is no secret.
 */
export async function includesEqual(strings: readonly string[], secret: string): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const random = globalThis.crypto.getRandomValues(new Uint8Array(32));
  const key = await subtle.importKey("raw", random, algorithm, false, ["sign"]);
  const mac = async (string: string): Promise<string> =>
    String(new Uint8Array(await subtle.sign("HMAC", key, utf8(string))));
  const wanted = await mac(secret);
  let isIncluded = false;
  for (const string of strings) {
    if (string.length === secret.length && (await mac(string)) === wanted) isIncluded = true;
  }
  return isIncluded;
}
