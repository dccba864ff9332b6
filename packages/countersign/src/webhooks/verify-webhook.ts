import { toCountersignError, WebhookError } from "../errors/errors.ts";
import { own, ownTable } from "../provider-table/own.ts";
import type { Webhooks } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { webHash } from "../signing/mac.ts";
import {
  type AuthenticateDelivery,
  type AuthenticationOptions,
  authenticateDelivery,
} from "./authenticate-delivery.ts";
import { headerFinder, type WebhookDelivery } from "./delivery.ts";
import { type ParseBody, parseJson, readEvent } from "./read-event.ts";
import type { ReplayGuard } from "./replay-guard.ts";
import type { WebhookEvent, WebhookFacts, WebhookProvider } from "./webhook-event.ts";

/** How to verify a delivery. */
export interface VerifyWebhookOptions extends AuthenticationOptions, ReplayOptions {}

/** How to treat a delivery that was accepted before. */
export interface ReplayOptions {
  /**
   * Rejects a delivery that was accepted before, with the reason `replayed`. Respond to it with 2xx: providers send
   * a delivery again, under the same ID, until they receive a 2xx. Make sure that accepted deliveries are stored.
   */
  readonly replayGuard?: ReplayGuard;
}

/** Parts of verification that only some providers need. The generated entry passes those of its provider. */
export interface DeliveryFeatures<Options = AuthenticationOptions> {
  /** Default: authenticates what is signed in a header, or carries a token. */
  readonly authenticate?: AuthenticateDelivery<Options>;
  /** Default: parses JSON. */
  readonly parseBody?: ParseBody;
}

/**
 * Verifies that the provider sent a webhook delivery, and returns its event.
 *
 * @throws WebhookError, with a `reason`, for a rejected delivery; CredentialError if the secret cannot be used;
 * CountersignError `configuration_invalid` if the provider publishes no way to authenticate deliveries, and
 * `request_invalid` if the body has already been read or parsed. An error of `replayGuard` or `now` is its `cause`.
 */
export async function verifyWebhook<P extends WebhookProvider>(
  provider: P,
  delivery: WebhookDelivery,
  options: VerifyWebhookOptions,
  features?: DeliveryFeatures,
): Promise<WebhookEvent<P>> {
  // The document's other schemes need a feature, which the entry passes, so the default sees only its own.
  const authenticate = authenticateDelivery as AuthenticateDelivery;
  return acceptDelivery(provider, delivery, options, { authenticate, ...features });
}

/**
 * Returns the event of a delivery that is authentic, and new if there is a replay guard.
 *
 * @throws WebhookError, and what `authenticate` throws.
 */
export async function acceptDelivery<P extends WebhookFacts, Options extends ReplayOptions>(
  provider: P,
  delivery: WebhookDelivery,
  given: Options,
  features: DeliveryFeatures<Options> & Required<Pick<DeliveryFeatures<Options>, "authenticate">>,
): Promise<WebhookEvent<P>> {
  const { authenticate, parseBody = parseJson } = features;
  try {
    const { name, title, webhooks: table = {} }: WebhookFacts = own<WebhookFacts>(provider);
    const webhooks = ownTable(table);
    const options = own(given);
    const find = headerFinder(delivery.headers);
    const authentic = await authenticate(webhooks, { title, find, delivery, options });
    const event = readEvent(webhooks, parseBody(authentic.body, webhooks), find);
    // Last, so that only accepted deliveries are remembered.
    const { replayGuard } = options;
    if (replayGuard !== undefined) {
      const key = hasAuthenticId(webhooks) && !authentic.hasOpenId ? event.id : undefined;
      const id = `${name}:${key ?? (await fingerprint(authentic.message))}`;
      if (!(await replayGuard.isNew(id, authentic.expiresAt))) {
        throw new WebhookError("replayed");
      }
    }
    // The table and the provider's types are generated together, so they agree.
    return event as WebhookEvent<P>;
  } catch (error) {
    throw toCountersignError(error, "request_invalid");
  }
}

/** Returns whether a delivery's ID is signed, so that it cannot be replaced. */
function hasAuthenticId({ id, signature }: Webhooks): boolean {
  if (id === undefined || "pointer" in id || signature === undefined) return true;
  const token = `{header:${id.header}}`.toLowerCase();
  return signature.message.some((part) => part.toLowerCase().includes(token));
}

/** Identifies a delivery without an ID. A signature would not do: during a rotation there are two. */
async function fingerprint(message: Bytes): Promise<string> {
  return webHash.digest("SHA-256", message, "hex");
}
