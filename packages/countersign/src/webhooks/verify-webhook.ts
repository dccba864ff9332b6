import { WebhookError } from "../errors/errors.ts";
import type { Webhooks } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { webHash } from "../signing/mac.ts";
import { type AuthenticationOptions, authenticateDelivery } from "./authenticate-delivery.ts";
import { headerFinder, readBody, type WebhookDelivery } from "./delivery.ts";
import { readEvent } from "./read-event.ts";
import type { ReplayGuard } from "./replay-guard.ts";
import type { WebhookEvent, WebhookFacts, WebhookProvider } from "./webhook-event.ts";

/** How a delivery is verified. */
export interface VerifyWebhookOptions extends AuthenticationOptions {
  /**
   * Refuses a delivery that was accepted before. Providers repeat a delivery that was not answered with
   * 2xx, under the same id: answer one that is `replayed` with 2xx, and keep what was accepted.
   */
  readonly replayGuard?: ReplayGuard;
}

/**
 * Returns the event that a webhook delivery brings, once it is certain that the provider sent it.
 *
 * @throws WebhookError with its `reason` for every delivery that is refused; CredentialError when the
 * secret cannot be used; CountersignError `configuration_invalid` when the provider publishes no way to
 * authenticate deliveries, and `request_invalid` when the body has been read or parsed before.
 */
export async function verifyWebhook<P extends WebhookProvider>(
  provider: P,
  delivery: WebhookDelivery,
  options: VerifyWebhookOptions,
): Promise<WebhookEvent<P>> {
  const { name, title, webhooks = {} }: WebhookFacts = provider;
  const find = headerFinder(delivery.headers);
  const authentic = await authenticateDelivery(webhooks, {
    title,
    find,
    body: () => readBody(delivery),
    options,
  });
  const event = readEvent(webhooks, authentic.body, find);
  // Last, so that only what is accepted is remembered.
  const { replayGuard } = options;
  if (replayGuard !== undefined) {
    const key = hasAuthenticId(webhooks) ? event.id : undefined;
    const id = `${name}:${key ?? (await fingerprint(authentic.message))}`;
    if (!(await replayGuard.isNew(id, authentic.expiresAt))) {
      throw new WebhookError("replayed");
    }
  }
  // What the table says at run time is what the provider's types say, for both are generated at once.
  return event as WebhookEvent<P>;
}

/** Tells whether a delivery's id cannot be exchanged for another: it is part of what is signed. */
function hasAuthenticId({ id, signature }: Webhooks): boolean {
  if (id === undefined || "pointer" in id || signature === undefined) return true;
  const token = `{header:${id.header}}`.toLowerCase();
  return signature.message.some((part) => part.toLowerCase().includes(token));
}

/** Names a delivery that has no id. Not its signature, of which there are two while secrets change. */
async function fingerprint(message: Bytes): Promise<string> {
  return webHash.digest("SHA-256", message, "hex");
}
