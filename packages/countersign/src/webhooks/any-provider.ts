import { authenticateResolved } from "./authenticate-resolved.ts";
import type { WebhookDelivery } from "./delivery.ts";
import { parseBody } from "./parse-body.ts";
import * as base from "./verify-webhook.ts";
import type { WebhookEvent, WebhookProvider } from "./webhook-event.ts";

const FEATURES: base.DeliveryFeatures = { authenticate: authenticateResolved, parseBody };

/**
 * Verifies that the provider sent a webhook delivery, and returns its event. The provider is from any package that
 * `@countersign/codegen` generated.
 *
 * @throws WebhookError, with a `reason`, for a rejected delivery; CredentialError if the secret cannot be used;
 * CountersignError `configuration_invalid` if the provider publishes no way to authenticate deliveries, or its signature
 * covers a URL that is not passed, and `request_invalid` if the body has already been read or parsed.
 */
export function verifyWebhook<P extends WebhookProvider>(
  provider: P,
  delivery: WebhookDelivery,
  options: base.VerifyWebhookOptions,
): Promise<WebhookEvent<P>> {
  return base.verifyWebhook(provider, delivery, options, FEATURES);
}
