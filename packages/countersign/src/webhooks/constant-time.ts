/**
 * Tells whether two byte strings are equal, in a time that says nothing about where they differ: what
 * is compared are their MACs under a key that nobody knows ("double HMAC").
 */
export async function isEqual(
  a: Uint8Array<ArrayBuffer>,
  b: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const hmac: HmacKeyGenParams = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.generateKey(hmac, false, ["sign", "verify"]);
  return subtle.verify("HMAC", key, await subtle.sign("HMAC", key, a), b);
}
