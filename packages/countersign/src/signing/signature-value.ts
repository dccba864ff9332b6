import type { Hmac } from "../provider.ts";
import { encode } from "./encoding.ts";
import { mac } from "./mac.ts";
import { required, type SigningParts, signingInput } from "./signing-input.ts";

/** Returns the value of a signature header: canonicalise, MAC, encode, fill in the template. */
export async function signatureValue(
  hmac: Hmac,
  key: Uint8Array<ArrayBuffer>,
  parts: SigningParts,
): Promise<string> {
  const message = await signingInput(hmac, parts);
  const signature = encode(await mac(hmac.algorithm, key, message, parts.hash), hmac.encoding);
  return hmac.value.replace(/\{(signature|timestamp|nonce)\}/g, (_, token: string) => {
    if (token === "timestamp") return required(parts.timestamp, token);
    if (token === "nonce") return required(parts.nonce, token);
    return signature;
  });
}
