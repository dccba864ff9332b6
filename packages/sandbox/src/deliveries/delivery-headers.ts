import { canonicalMessage } from "../authentication/canonical-message.ts";
import { expectedSignature } from "../authentication/expected-signature.ts";
import type { DeliveryAuthentication } from "./delivery-scheme.ts";
import { lowerCased } from "./lower-cased.ts";
import type { ReceiverSecrets } from "./receivers.ts";

/** How a delivery is signed: as declared, or in a way that a receiver must reject. */
export type SignatureVariant = (typeof VARIANTS)[number];

/**
 * `wrong` is by another secret, `stale` is an hour old, `missing` has neither signature nor token, `old-secret` is by the
 * secret before the last rotation alone.
 */
export const VARIANTS = ["valid", "wrong", "stale", "missing", "old-secret"] as const;

/** What authenticates a delivery. */
export interface DeliverySecret {
  readonly secrets: ReceiverSecrets;
  readonly variant: SignatureVariant;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

const STALE_BY_MS = 3_600_000;

/** Returns the headers that authenticate a delivery with this body and these headers. */
export function deliveryHeaders(
  authentication: DeliveryAuthentication,
  content: { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> },
  { secrets, variant, now }: DeliverySecret,
): Record<string, string> {
  if (variant === "missing") return {};
  const first = keyOf(variant, authentication, secrets);
  if (authentication.kind === "token") return { [authentication.header]: first };
  if (authentication.kind !== "signature") return {};
  const { header, timeHeader, hmac, valueSeparator } = authentication;
  const { old, oldUntil } = secrets;
  const isRotating = variant === "valid" && valueSeparator !== undefined && now < oldUntil;
  const keys = isRotating && old !== undefined ? [first, old] : [first];
  const signedAt = now - (variant === "stale" ? STALE_BY_MS : 0);
  const timestamp = String(Math.floor(signedAt / (hmac.timestamp?.unitInMs ?? 1000)));
  const time = timeHeader === undefined ? {} : { [timeHeader]: timestamp };
  const headers = lowerCased({ ...content.headers, ...time });
  const { bytes: message } = canonicalMessage(hmac, {
    request: { method: "POST", target: "/", headers, body: content.body },
    presented: { timestamp },
    credentials: new Map(),
    secretHeaders: new Set(),
  });
  const values = keys.map((key) => expectedSignature(hmac, { key, message, timestamp }));
  return { ...time, [header]: values.join(valueSeparator) };
}

function keyOf(
  variant: SignatureVariant,
  authentication: DeliveryAuthentication,
  { current = "", old = "" }: ReceiverSecrets,
): string {
  if (variant === "old-secret") return old;
  return variant === "wrong" ? wrongSecret(authentication, current) : current;
}

/** Returns a secret of the same form that is not the endpoint's. */
function wrongSecret(authentication: DeliveryAuthentication, secret: string): string {
  if (authentication.kind !== "signature") return `${secret}-wrong`;
  const { keyEncoding, keyPrefix } = authentication.hmac;
  return keyPrefix + Buffer.from("sandbox-wrong-secret").toString(keyEncoding);
}
