import type { Hmac } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";
import { decode } from "./encoding.ts";

/**
 * Returns the key that a secret stands for, or undefined when it is empty or not encoded as declared.
 *
 * A secret may come with the declared prefix or without it, as in the libraries of Standard Webhooks.
 */
export function signingKey(
  { keyEncoding, keyPrefix = "" }: Pick<Hmac, "keyEncoding" | "keyPrefix">,
  secret: string,
): Bytes | undefined {
  const encoded = secret.startsWith(keyPrefix) ? secret.slice(keyPrefix.length) : secret;
  const key = decode(encoded, keyEncoding);
  return key === undefined || key.length === 0 ? undefined : key;
}
