import { CountersignError, toCountersignError } from "../errors/errors.ts";
import { own, ownTable } from "../provider-table/own.ts";
import type { HeaderSignature, WebhookSignature } from "../provider-table/provider.ts";
import { noScheme } from "./authenticate-delivery.ts";
import { bodyBytes, type FindHeader, headerFinder, type WebhookBody } from "./delivery.ts";
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
  /** The URL that the provider calls, if the signature covers it. */
  readonly url?: string;
}

/**
 * Returns the headers of a delivery as the provider would send them, for tests of your webhook handler.
 *
 * @param find - Finds what the signature covers. Default: the headers.
 * @throws CredentialError if the secret cannot be used; CountersignError `configuration_invalid` if the provider's
 * scheme cannot sign this delivery, and `request_invalid` if the delivery is not one.
 */
export async function signWebhook(
  provider: WebhookProvider,
  delivery: SignWebhookOptions,
  find?: FindHeader,
): Promise<Headers> {
  try {
    return await signedHeaders(provider, delivery, find);
  } catch (error) {
    throw toCountersignError(error, "request_invalid");
  }
}

async function signedHeaders(
  provider: WebhookProvider,
  options: SignWebhookOptions,
  find: FindHeader | undefined,
): Promise<Headers> {
  const { title, webhooks: table = {} }: WebhookFacts = own(provider);
  const webhooks = ownTable(table);
  const delivery = own(options);
  const { id, signature, token } = webhooks;
  const headers = new Headers(delivery.headers);
  if (id !== undefined && "header" in id) {
    headers.set(id.header, delivery.id ?? globalThis.crypto.randomUUID());
  }
  const secrets = await readSecrets(delivery.secret);
  if (signature !== undefined) {
    // Entries of providers that sign in another way call `signDelivery`.
    const inHeader = signature as HeaderSignature;
    await setSignature(headers, { title, signature: inHeader, secrets, delivery, find });
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
    signature: HeaderSignature;
    secrets: readonly string[];
    delivery: SignWebhookOptions;
    find: FindHeader | undefined;
  },
): Promise<void> {
  const { title, signature, secrets, delivery, find = headerFinder(headers) } = details;
  const timestamp = formatTimestamp(signature, delivery);
  if (timestamp === undefined) throw cannotSign(title, "this `timestamp`");
  if (signature.timestamp !== undefined) headers.set(signature.timestamp.header, timestamp);
  const message = deliveryMessage(signature, {
    body: bodyBytes(delivery.body),
    timestamp,
    find,
  });
  const signatures = secrets.map((secret) =>
    deliverySignature(signature, keyBytes(secret, signature), message),
  );
  const value = formatSignatures(await Promise.all(signatures), signature, timestamp);
  if (value === undefined) throw cannotSign(title, "several secrets");
  headers.set(signature.header, value);
}

/** Returns the signing time in digits, seconds unless the scheme has milliseconds; undefined if it cannot be written. */
export function formatTimestamp(
  { timestamp }: WebhookSignature,
  { timestamp: seconds = Math.floor(Date.now() / 1000) }: SignWebhookOptions,
): string | undefined {
  if (!Number.isSafeInteger(seconds)) return undefined;
  const formatted = String(timestamp?.unit === "ms" ? seconds * 1000 : seconds);
  return isTimestamp(formatted) ? formatted : undefined;
}

/** Returns the error for a delivery that the provider's scheme does not allow. */
export function cannotSign(title: string, what: string): CountersignError {
  return new CountersignError(
    "configuration_invalid",
    `${title}: a delivery cannot be signed with ${what}.`,
  );
}
