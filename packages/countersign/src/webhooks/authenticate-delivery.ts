import { CountersignError, WebhookError } from "../errors/errors.ts";
import type { HeaderSignature, Webhooks } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { includesEqual } from "./constant-time.ts";
import { type FindHeader, readBody, requiredHeader, type WebhookDelivery } from "./delivery.ts";
import { deliveryMessage, deliverySignature } from "./delivery-signature.ts";
import { type FreshnessOptions, stalenessBy } from "./freshness.ts";
import { keyBytes, readSecrets, type WebhookSecretSource } from "./secrets.ts";
import { isTimestamp, parseSignatures } from "./signature-header.ts";

/** How to authenticate a delivery. */
export interface AuthenticationOptions extends FreshnessOptions {
  /** The endpoint's secret, several during a rotation, or a function that returns them. */
  readonly secret: WebhookSecretSource;
  /**
   * The URL that the provider calls, exactly as you registered it. Ignored unless the signature covers it. Default: the
   * URL of the `Request`, which behind a proxy is not the one that the provider called.
   */
  readonly url?: string;
}

/** Authenticates a delivery and returns it. Throws what `verifyWebhook` throws. */
export type AuthenticateDelivery<Options = AuthenticationOptions> = (
  webhooks: Webhooks,
  context: DeliveryContext<Options>,
) => Promise<AuthenticDelivery>;

/** A delivery to authenticate. */
export interface DeliveryContext<Options> {
  /** API title, for messages. */
  readonly title: string;
  readonly find: FindHeader;
  readonly delivery: WebhookDelivery;
  readonly options: Options;
}

/** What a delivery carries in its headers. */
export interface HeaderAuthentication {
  readonly signature?: HeaderSignature | undefined;
  readonly token?: Webhooks["token"];
}

/** A delivery from the provider. */
export interface AuthenticDelivery {
  readonly body: Bytes;
  /** The bytes that were authenticated. */
  readonly message: Bytes;
  /** Whether the signature does not cover the ID. */
  readonly hasOpenId?: boolean;
  /** When the delivery becomes stale, in milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/**
 * Authenticates a delivery that is signed in a header, or carries a token, and returns it.
 *
 * Checks the signature before the timestamp. A sender without the secret therefore learns nothing about the clock or
 * the tolerance, and a captured delivery with a changed timestamp is a mismatch like any other.
 *
 * @throws what `verifyWebhook` throws.
 */
export async function authenticateDelivery(
  { signature, token }: HeaderAuthentication,
  { title, find, delivery, options }: DeliveryContext<AuthenticationOptions>,
): Promise<AuthenticDelivery> {
  const { secret, toleranceSeconds: tolerance = 300, now = Date.now } = options;
  const scheme = signature ?? token;
  if (scheme === undefined) throw noScheme(title);
  const stalenessOf = stalenessBy(tolerance, now);
  const { header } = scheme;
  const value = requiredHeader(find, header);
  const parsed = signature ? parseSignatures(value, signature) : new Map([[undefined, [value]]]);
  if (parsed === undefined) throw new WebhookError("header_malformed", header);
  const dated = signature?.timestamp;
  const time = dated && requiredHeader(find, dated.header);
  if (time !== undefined && !isTimestamp(time)) {
    throw new WebhookError("header_malformed", dated?.header);
  }
  const signers = (await readSecrets(secret)).map((one) => signerOf(one, signature));
  const body = await readBody(delivery);
  let staleness: WebhookError | undefined;
  for (const [timestamp = time, given] of parsed) {
    const message = signature ? deliveryMessage(signature, { body, timestamp, find }) : body;
    for (const sign of signers) {
      // Compares encoded signatures, so that case, alphabet and padding must match too.
      if (!(await includesEqual(given, await sign(message)))) continue;
      if (timestamp === undefined) return { body, message, expiresAt: Number.POSITIVE_INFINITY };
      const signedAt = Math.floor(Number(timestamp) / (dated?.unit === "ms" ? 1000 : 1));
      staleness = stalenessOf(signedAt);
      if (!staleness) return { body, message, expiresAt: (signedAt + tolerance + 1) * 1000 };
    }
  }
  throw staleness ?? new WebhookError("signature_mismatch");
}

/** Returns a function that computes the header value of a sender with this secret. */
function signerOf(
  secret: string,
  signature: HeaderSignature | undefined,
): (message: Bytes) => string | Promise<string> {
  if (signature === undefined) return () => secret;
  const key = keyBytes(secret, signature);
  return (message) => deliverySignature(signature, key, message);
}

/** Returns the error for a provider whose deliveries cannot be authenticated. */
export function noScheme(title: string): CountersignError {
  return new CountersignError(
    "configuration_invalid",
    `${title}: the provider publishes no webhook authentication; confirm each event with a GET.`,
  );
}
