import type { Hmac } from "../provider.ts";
import { encode } from "./encoding.ts";
import { mac } from "./mac.ts";
import { type SigningParts, signingInput } from "./signing-input.ts";

/** Returns the value of a signature header: canonicalise, MAC, encode. */
export async function signatureValue(
  hmac: Hmac,
  key: Uint8Array<ArrayBuffer>,
  parts: SigningParts,
): Promise<string> {
  const signature = await mac(hmac.algorithm, key, await signingInput(hmac, parts));
  return hmac.value.replace("{signature}", () => encode(signature, hmac.encoding));
}
