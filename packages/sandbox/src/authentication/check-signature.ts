import type { Timestamp } from "../operations/hmac-scheme.ts";
import type { SignatureScheme } from "../operations/security-schemes.ts";
import { showTemplate } from "../operations/value-template.ts";
import { canonicalMessage, type MessageSource, type Presented } from "./canonical-message.ts";
import { equalSecrets } from "./equal-secrets.ts";
import { expectedSignature } from "./expected-signature.ts";
import { presentedValues } from "./presented-values.ts";
import { nameOf } from "./sent-values.ts";

/** The inputs of a signature check. */
export interface SignatureSource extends MessageSource {
  /** Returns the time in milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Nonces of the requests that have passed so far. */
  readonly seenNonces: Set<string>;
}

const TOLERANCE_IN_MINUTES = 5;

/** Returns what is wrong with a request's signature, or undefined if it is valid. */
export function checkSignature(
  scheme: SignatureScheme,
  value: string,
  source: SignatureSource,
): string | undefined {
  const presented = presentedValues(scheme, source.request);
  if (presented === undefined) {
    return `${nameOf(scheme)} must have the form "${showTemplate(scheme.hmac.value)}".`;
  }
  return (
    checkTimestamp(scheme, presented, source) ??
    checkNonce(scheme, presented, source) ??
    checkValue(scheme, value, { ...source, presented })
  );
}

function checkTimestamp(
  scheme: SignatureScheme,
  { timestamp: value }: Presented,
  { now }: SignatureSource,
): string | undefined {
  const { timestamp } = scheme.hmac;
  if (timestamp === undefined) return undefined;
  const location = nameOf(timestamp.sentIn ?? scheme);
  if (value === undefined) return `${location} is missing.`;
  const unit = unitName(timestamp);
  if (!/^\d{1,15}$/.test(value)) return `${location} must be a whole number of ${unit}.`;
  const differenceInMs = Math.abs(Number(value) * timestamp.unitInMs - now());
  if (differenceInMs <= TOLERANCE_IN_MINUTES * 60_000) return undefined;
  return (
    `${location} is more than ${TOLERANCE_IN_MINUTES} minutes off this sandbox's clock. ` +
    `Send the current time in ${unit} since 1970.`
  );
}

function unitName({ unitInMs }: Timestamp): string {
  return unitInMs === 1 ? "milliseconds" : "seconds";
}

function checkNonce(
  scheme: SignatureScheme,
  { nonce: value }: Presented,
  { seenNonces }: SignatureSource,
): string | undefined {
  const { nonce } = scheme.hmac;
  if (nonce === undefined) return undefined;
  const location = nameOf(nonce.sentIn ?? scheme);
  if (value === undefined) return `${location} is missing.`;
  if (value === "") return `${location} has an empty nonce.`;
  if (seenNonces.has(value)) return `${location} has a nonce that was already used.`;
  return undefined;
}

function checkValue(
  scheme: SignatureScheme,
  value: string,
  source: SignatureSource,
): string | undefined {
  const { parameter: ownParameter, credential, hmac } = scheme;
  const { bytes: message, shown } = canonicalMessage(hmac, { ...source, ownParameter });
  const key = source.credentials.get(credential) ?? "";
  const expected = expectedSignature(hmac, { ...source.presented, key, message });
  if (equalSecrets(value, expected)) return undefined;
  return (
    `${nameOf(scheme)} does not match the expected signature: HMAC-${hmac.algorithm.toUpperCase()} in ` +
    `${hmac.encoding}, keyed with this sandbox's ${credential}, of the message ` +
    `${JSON.stringify(shown)}.`
  );
}
