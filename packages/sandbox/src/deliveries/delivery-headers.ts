import { canonicalMessage } from "../authentication/canonical-message.ts";
import { expectedSignature } from "../authentication/expected-signature.ts";
import type { DeliveryAuthentication } from "./delivery-scheme.ts";
import { lowerCased } from "./lower-cased.ts";

/** How a delivery is signed: as declared, or in a way that a receiver must reject. */
export type SignatureVariant = (typeof VARIANTS)[number];

/** `wrong` is by another secret, `stale` is an hour old, `missing` has neither signature nor token. */
export const VARIANTS = ["valid", "wrong", "stale", "missing"] as const;

/** What authenticates a delivery. */
export interface DeliverySecret {
  readonly secret: string;
  readonly variant: SignatureVariant;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

const STALE_BY_MS = 3_600_000;

/** Returns the headers that authenticate a delivery with this body and these headers. */
export function deliveryHeaders(
  authentication: DeliveryAuthentication,
  content: { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> },
  { secret, variant, now }: DeliverySecret,
): Record<string, string> {
  if (variant === "missing") return {};
  const key = variant === "wrong" ? wrongSecret(authentication, secret) : secret;
  if (authentication.kind === "token") return { [authentication.header]: key };
  if (authentication.kind !== "signature") return {};
  const { header, timeHeader, hmac } = authentication;
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
  return { ...time, [header]: expectedSignature(hmac, { key, message, timestamp }) };
}

/** Returns a secret of the same form that is not the endpoint's. */
function wrongSecret(authentication: DeliveryAuthentication, secret: string): string {
  if (authentication.kind !== "signature") return `${secret}-wrong`;
  const { keyEncoding, keyPrefix } = authentication.hmac;
  return keyPrefix + Buffer.from("sandbox-wrong-secret").toString(keyEncoding);
}
