import { CountersignError, WebhookError } from "../errors.ts";
import type { WebhookSignature, Webhooks } from "../provider.ts";
import { utf8 } from "../signing/encoding.ts";
import { isEqual } from "./constant-time.ts";
import { type DeliveryHeaders, malformed } from "./delivery.ts";
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
  readonly headers: DeliveryHeaders;
  readonly body: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly options: AuthenticationOptions;
}

/** A delivery that the provider sent. */
export interface Authentic {
  readonly body: Uint8Array<ArrayBuffer>;
  /** The bytes that were authenticated. */
  readonly message: Uint8Array<ArrayBuffer>;
  /** When it would be stale, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Returns what a delivery says, once it is certain that the provider sent it.
 *
 * @throws what `verifyWebhook` throws.
 */
export async function authenticateDelivery(
  { signature, token }: Webhooks,
  context: AuthenticationContext,
): Promise<Authentic> {
  if (signature !== undefined) return checkSignature(signature, context);
  if (token !== undefined) return checkToken(token.header, context);
  throw noScheme(context.title);
}

/** Returns the error for a provider whose deliveries nobody can authenticate. */
export function noScheme(title: string): CountersignError {
  return new CountersignError(
    "configuration_invalid",
    `${title}: no way to authenticate webhooks is published; confirm an event by a GET.`,
  );
}

/**
 * The signature comes before the time, and what stands in the header is not believed until then: who
 * cannot sign learns nothing of this clock and its tolerance, and a captured delivery with another time
 * is a mismatch like any other.
 */
async function checkSignature(
  signature: WebhookSignature,
  context: AuthenticationContext,
): Promise<Authentic> {
  const { headers, options } = context;
  const stated = parseSignatures(headers.get(signature.header), signature);
  if (stated === undefined) throw malformed(signature.header, "is not a signature");
  const time = timestampHeader(signature, headers);
  const secrets = await readSecrets(options.secret);
  const keys = secrets.map((secret) => keyBytes(secret, signature));
  const tolerance = toleranceOf(options);
  const body = await context.body();
  let refusal = new WebhookError("signature_mismatch", "No signature of the delivery matches.");
  for (const { signature: given, timestamp = time } of stated) {
    const parts = { body, timestamp: timestamp ?? "", header: headers.get };
    const message = deliveryMessage(signature, parts);
    if (!(await isSignedWith(keys, { signature, given, message }))) continue;
    if (timestamp === undefined) return { body, message, expiresAt: Number.POSITIVE_INFINITY };
    const signedAt = Math.floor(Number(timestamp) / UNITS[signature.timestamp?.unit ?? "s"]);
    const problem = timeProblem(signedAt, tolerance, options.now);
    if (problem === undefined) {
      // The whole second in which its age reaches the tolerance is still accepted.
      return { body, message, expiresAt: (signedAt + tolerance + 1) * 1000 };
    }
    refusal = problem;
  }
  throw refusal;
}

/** How many of a unit are a second. */
const UNITS = { s: 1, ms: 1000 };

/** Compares texts: there is one way to write a signature, in which case, alphabet and padding count. */
async function isSignedWith(
  keys: readonly Uint8Array<ArrayBuffer>[],
  details: { signature: WebhookSignature; given: string; message: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  const { signature, given, message } = details;
  for (const key of keys) {
    const expected = await deliverySignature(signature, key, message);
    if (await isEqual(utf8(given), utf8(expected))) return true;
  }
  return false;
}

async function checkToken(header: string, context: AuthenticationContext): Promise<Authentic> {
  const { headers, options } = context;
  const given = utf8(headers.get(header));
  const secrets = await readSecrets(options.secret);
  for (const secret of secrets) {
    if (!(await isEqual(given, utf8(secret)))) continue;
    const body = await context.body();
    return { body, message: body, expiresAt: Number.POSITIVE_INFINITY };
  }
  throw new WebhookError(
    "signature_mismatch",
    `The delivery's header ${header} is not the secret.`,
  );
}

function timestampHeader(
  { timestamp }: WebhookSignature,
  headers: DeliveryHeaders,
): string | undefined {
  if (timestamp === undefined) return undefined;
  const text = headers.get(timestamp.header);
  if (isTimestamp(text)) return text;
  throw malformed(timestamp.header, "is not a time");
}

function toleranceOf({ toleranceSeconds = 300 }: AuthenticationOptions): number {
  if (toleranceSeconds >= 0) return toleranceSeconds;
  throw new CountersignError(
    "configuration_invalid",
    "The option `toleranceSeconds` must be 0 or more.",
  );
}

/** Asks for what is allowed, so that a clock that gives no number accepts nothing. */
function timeProblem(
  signedAt: number,
  tolerance: number,
  now: () => number = Date.now,
): WebhookError | undefined {
  const age = Math.floor(now() / 1000) - signedAt;
  if (Math.abs(age) <= tolerance) return undefined;
  return age < 0
    ? new WebhookError("timestamp_in_future", "The delivery was signed in the future.")
    : new WebhookError("timestamp_stale", "The delivery was signed too long ago.");
}
