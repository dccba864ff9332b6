import type { Ids } from "../world/ids.ts";
import type { DeliveryAuthentication } from "./delivery-scheme.ts";

/** As long as the hash, as RFC 2104 advises for a key. */
const LENGTH_IN_BYTES = 32;

/**
 * Returns a new secret for a webhook receiver, in the declared form: `whsec_` and a key in Base64, for example.
 *
 * @param example - A documented secret, which shows the form of a secret that is text itself: `wbhsec_…`.
 */
export function newWebhookSecret(
  authentication: DeliveryAuthentication,
  ids: Ids,
  example?: unknown,
): string {
  if (authentication.kind !== "signature") return ids.like(example);
  const { keyEncoding, keyPrefix } = authentication.hmac;
  if (keyEncoding !== "utf8") return keyPrefix + ids.bytes(LENGTH_IN_BYTES).toString(keyEncoding);
  const secret = ids.like(example);
  return secret.startsWith(keyPrefix) ? secret : keyPrefix + secret;
}
