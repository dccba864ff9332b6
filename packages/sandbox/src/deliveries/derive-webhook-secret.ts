import type { DeliveryAuthentication } from "./delivery-scheme.ts";

/**
 * Returns the secret of a provider's webhook deliveries: `sandbox-<provider>-webhook-secret`, in the form of the provider's
 * secrets. Undefined if deliveries have none.
 */
export function deriveWebhookSecret(
  provider: string,
  authentication: DeliveryAuthentication,
): string | undefined {
  const secret = `sandbox-${provider}-webhook-secret`;
  if (authentication.kind === "token") return secret;
  if (authentication.kind !== "signature") return undefined;
  const { keyEncoding, keyPrefix } = authentication.hmac;
  return keyPrefix + Buffer.from(secret).toString(keyEncoding);
}
