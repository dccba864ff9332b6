import type { Hmac } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";
import { platformHash } from "./mac.ts";
import { required, type SigningParts, signingInput } from "./signing-input.ts";

/**
 * Returns the value of a signature header: canonicalises, computes the MAC, encodes it and fills in the template.
 *
 * @throws TypeError for an empty key. Some platforms accept one, but anyone could sign with it.
 */
export async function signatureValue(hmac: Hmac, key: Bytes, parts: SigningParts): Promise<string> {
  if (key.length === 0) throw new TypeError("The key of an HMAC must not be empty.");
  const { hash = platformHash, timestamp, nonce } = parts;
  const message = await signingInput(hmac, parts);
  const signature = await hash.hmac(hmac.algorithm, key, message, hmac.encoding);
  if (hmac.value === "{signature}") return signature;
  return hmac.value.replace(/\{(signature|timestamp|nonce)\}/g, (_, token: string) => {
    if (token === "timestamp") return required(timestamp, token);
    if (token === "nonce") return required(nonce, token);
    return signature;
  });
}
