import { CountersignError, WebhookError } from "../errors/errors.ts";
import type { WebhookSignature, Webhooks } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { isEqual } from "./constant-time.ts";
import { type FindHeader, requiredHeader } from "./delivery.ts";
import { deliveryMessage, deliverySignature } from "./delivery-signature.ts";
import { keyBytes, readSecrets, type WebhookSecretSource } from "./secrets.ts";
import { isTimestamp, parseSignatures } from "./signature-header.ts";

/** How a delivery is authenticated. */
export interface AuthenticationOptions {
  /** The endpoint's secret, or several while one is being replaced, or a function that returns them. */
  readonly secret: WebhookSecretSource;
  /**
   * How many seconds the time of signing may differ from now, either way; 0 demands the same second.
   * Nothing is checked where the provider's deliveries are not dated. Default: 300.
   */
  readonly toleranceSeconds?: number;
  /** The time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

/** What authentication looks at. */
export interface AuthenticationContext {
  /** Title of the API, for messages. */
  readonly title: string;
  readonly find: FindHeader;
  readonly body: () => Promise<Bytes>;
  readonly options: AuthenticationOptions;
}

/** A delivery that the provider sent. */
export interface Authentic {
  readonly body: Bytes;
  /** The bytes that were authenticated. */
  readonly message: Bytes;
  /** When it would be stale, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Returns what a delivery says, once it is certain that the provider sent it.
 *
 * The signature comes before the time, and what stands in the header is not believed until then: who
 * cannot sign learns nothing of this clock and its tolerance, and a captured delivery with another time
 * is a mismatch like any other.
 *
 * @throws what `verifyWebhook` throws.
 */
export async function authenticateDelivery(
  { signature, token }: Webhooks,
  { title, find, body: readBody, options }: AuthenticationContext,
): Promise<Authentic> {
  const { secret, toleranceSeconds: tolerance = 300, now = Date.now } = options;
  const scheme = signature ?? token;
  if (scheme === undefined) throw noScheme(title);
  if (!(tolerance >= 0)) {
    const text = "The option `toleranceSeconds` must be 0 or more.";
    throw new CountersignError("configuration_invalid", text);
  }
  const { header } = scheme;
  const text = requiredHeader(find, header);
  const stated = signature
    ? parseSignatures(text, signature)
    : [{ signature: text, timestamp: undefined }];
  if (stated === undefined) throw new WebhookError("header_malformed", header);
  const dated = signature?.timestamp;
  const time = dated && requiredHeader(find, dated.header);
  if (time !== undefined && !isTimestamp(time)) {
    throw new WebhookError("header_malformed", dated?.header);
  }
  const expected = (await readSecrets(secret)).map((one) => expectedBy(one, signature));
  const body = await readBody();
  let refusal: WebhookError | undefined;
  for (const { signature: given, timestamp = time } of stated) {
    const message = signature ? deliveryMessage(signature, { body, timestamp, find }) : body;
    for (const expect of expected) {
      // Compares texts: there is one way to write a signature, in which case, alphabet and padding count.
      if (!(await isEqual(given, await expect(message)))) continue;
      if (timestamp === undefined) return { body, message, expiresAt: Number.POSITIVE_INFINITY };
      const signedAt = Math.floor(Number(timestamp) / (dated?.unit === "ms" ? 1000 : 1));
      const age = Math.floor(now() / 1000) - signedAt;
      // Asks for what is allowed, so that a clock that gives no number accepts nothing. The whole second
      // in which the age reaches the tolerance is still accepted.
      if (Math.abs(age) <= tolerance) {
        return { body, message, expiresAt: (signedAt + tolerance + 1) * 1000 };
      }
      refusal = new WebhookError(age < 0 ? "timestamp_in_future" : "timestamp_stale");
    }
  }
  throw refusal ?? new WebhookError("signature_mismatch");
}

/** Returns what tells the text that a sender with this secret puts into the header. */
function expectedBy(
  secret: string,
  signature: WebhookSignature | undefined,
): (message: Bytes) => string | Promise<string> {
  if (signature === undefined) return () => secret;
  const key = keyBytes(secret, signature);
  return (message) => deliverySignature(signature, key, message);
}

/** Returns the error for a provider whose deliveries nobody can authenticate. */
export function noScheme(title: string): CountersignError {
  return new CountersignError(
    "configuration_invalid",
    `${title}: no way to authenticate webhooks is published; confirm an event by a GET.`,
  );
}
