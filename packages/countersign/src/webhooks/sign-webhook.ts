import { CountersignError } from "../errors/errors.ts";
import type { WebhookSignature } from "../provider-table/provider.ts";
import { noScheme } from "./authenticate-delivery.ts";
import { bodyBytes, headerFinder, type WebhookBody } from "./delivery.ts";
import { deliveryMessage, deliverySignature } from "./delivery-signature.ts";
import { keyBytes, readSecrets, type WebhookSecret } from "./secrets.ts";
import { formatSignatures, isTimestamp } from "./signature-header.ts";
import type { WebhookFacts, WebhookProvider } from "./webhook-event.ts";

/** A delivery to sign. */
export interface SignWebhookOptions {
  readonly body: WebhookBody;
  /** The endpoint's secret, or several, with which the provider signs during a rotation. */
  readonly secret: WebhookSecret;
  /** ID of the delivery, if the provider sends it in a header. Default: random. */
  readonly id?: string;
  /** Signing time, in whole seconds since the Unix epoch. Default: now. */
  readonly timestamp?: number;
  /** Other headers of the delivery. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Returns the headers of a delivery as the provider would send them, for tests of your webhook handler.
 *
 * @throws CredentialError if the secret cannot be used; CountersignError `configuration_invalid` if the provider's
 * scheme cannot sign this delivery.
 */
export async function signWebhook(
  provider: WebhookProvider,
  delivery: SignWebhookOptions,
): Promise<Headers> {
  const { title, webhooks = {} }: WebhookFacts = provider;
  const { id, signature, token } = webhooks;
  const headers = new Headers(delivery.headers);
  if (id !== undefined && "header" in id) {
    headers.set(id.header, delivery.id ?? globalThis.crypto.randomUUID());
  }
  const secrets = await readSecrets(delivery.secret);
  if (signature !== undefined) {
    await setSignature(headers, { title, signature, secrets, delivery });
    return headers;
  }
  if (token === undefined) throw noScheme(title);
  const [secret = ""] = secrets;
  if (secrets.length > 1) throw cannotSign(title, "several secrets");
  headers.set(token.header, secret);
  return headers;
}

async function setSignature(
  headers: Headers,
  details: {
    title: string;
    signature: WebhookSignature;
    secrets: readonly string[];
    delivery: SignWebhookOptions;
  },
): Promise<void> {
  const { title, signature, secrets, delivery } = details;
  const timestamp = formatTimestamp(signature, delivery);
  if (timestamp === undefined) throw cannotSign(title, "this `timestamp`");
  if (signature.timestamp !== undefined) headers.set(signature.timestamp.header, timestamp);
  const message = deliveryMessage(signature, {
    body: bodyBytes(delivery.body),
    timestamp,
    find: headerFinder(headers),
  });
  const signatures = secrets.map((secret) =>
    deliverySignature(signature, keyBytes(secret, signature), message),
  );
  const value = formatSignatures(await Promise.all(signatures), signature, timestamp);
  if (value === undefined) throw cannotSign(title, "several secrets");
  headers.set(signature.header, value);
}

function formatTimestamp(
  { timestamp }: WebhookSignature,
  { timestamp: seconds = Math.floor(Date.now() / 1000) }: SignWebhookOptions,
): string | undefined {
  if (!Number.isSafeInteger(seconds)) return undefined;
  const formatted = String(timestamp?.unit === "ms" ? seconds * 1000 : seconds);
  return isTimestamp(formatted) ? formatted : undefined;
}

function cannotSign(title: string, what: string): CountersignError {
  return new CountersignError(
    "configuration_invalid",
    `${title}: a delivery cannot be signed with ${what}.`,
  );
}
