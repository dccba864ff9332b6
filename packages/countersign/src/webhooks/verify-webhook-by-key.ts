import { authenticateByKey, type PublicKeyOptions } from "./authenticate-by-key.ts";
import type { WebhookDelivery } from "./delivery.ts";
import { acceptDelivery, type DeliveryFeatures, type ReplayOptions } from "./verify-webhook.ts";
import type { PublicKeyWebhookProvider, WebhookEvent } from "./webhook-event.ts";

/** How to verify a delivery that is signed with a private key. */
export interface VerifyWebhookByKeyOptions extends PublicKeyOptions, ReplayOptions {}

/**
 * Verifies with a public key that the provider sent a webhook delivery, and returns its event.
 *
 * @throws WebhookError, with a `reason`, for a rejected delivery; CredentialError if the key cannot be used or got;
 * CountersignError `request_invalid` if the body has already been read or parsed.
 */
export async function verifyWebhookByKey<P extends PublicKeyWebhookProvider>(
  provider: P,
  delivery: WebhookDelivery,
  options: VerifyWebhookByKeyOptions,
  features?: Pick<DeliveryFeatures, "parseBody">,
): Promise<WebhookEvent<P>> {
  return acceptDelivery(provider, delivery, options, {
    authenticate: authenticateByKey,
    ...features,
  });
}
