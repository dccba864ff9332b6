import type { Hmac } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";
import { decode } from "./encoding.ts";

/**
 * Decodes a secret into a key, or returns undefined if it is empty or not encoded as declared.
 *
 * The declared prefix is optional, as in the Standard Webhooks libraries.
 */
export function signingKey(
  { keyEncoding, keyPrefix = "" }: Pick<Hmac, "keyEncoding" | "keyPrefix">,
  secret: string,
): Bytes | undefined {
  const encoded = secret.startsWith(keyPrefix) ? secret.slice(keyPrefix.length) : secret;
  const key = decode(encoded, keyEncoding);
  return key === undefined || key.length === 0 ? undefined : key;
}
