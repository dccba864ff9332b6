import type { WebhookSignature } from "../provider-table/provider.ts";

/** The form of the header's value. */
type SignatureValue = Pick<WebhookSignature, "value" | "valueSeparator">;

/**
 * The signatures in a header, by the digits of their timestamp; undefined if `value` has none. Each timestamp costs one
 * MAC per secret, however many signatures a sender states.
 */
export type ParsedSignatures = ReadonlyMap<string | undefined, readonly string[]>;

/** Enough for any rotation. Limited because each costs a MAC of the whole body per secret. */
const MAX_TIMESTAMPS = 4;

/** A list of `key=value` with a timestamp and a signature, such as `t={timestamp},v1={signature}`. */
const LIST = /^([\w-]+)=\{timestamp\}([,;&|])([\w-]+)=\{signature\}$/;

/**
 * Returns the signatures in a header, each once, or undefined if none matches the declaration.
 *
 * The header has one set, or several separated by `valueSeparator` or by being sent as several headers. A set
 * matches `value` literally. If `value` is a list of `key=value`, its entries may stand in any order, and a set may
 * repeat the signature's key. Everything else is ignored, as the providers' own libraries do: other keys and sets
 * belong to undeclared versions of the scheme, and the form of a header proves nothing.
 */
export function parseSignatures(
  header: string,
  { value, valueSeparator }: SignatureValue,
): ParsedSignatures | undefined {
  const sets =
    valueSeparator === undefined
      ? [header]
      : header.replaceAll(", ", valueSeparator).split(valueSeparator);
  const pattern = new RegExp(
    `^${value
      .replace(/[^\w{}]/g, "\\$&")
      .replace("{timestamp}", "(?<timestamp>.*?)")
      .replace("{signature}", "(?<signature>.*)")}$`,
    "s",
  );
  const singles = new Set([...new Set(sets)].flatMap((set) => splitSet(set, value)));
  const parsed = new Map<string | undefined, string[]>();
  for (const single of singles) {
    const { timestamp, signature } = pattern.exec(single)?.groups ?? {};
    if (signature === undefined) continue;
    if (timestamp !== undefined && !isTimestamp(timestamp)) continue;
    const same = parsed.get(timestamp);
    if (same === undefined) parsed.set(timestamp, [signature]);
    else same.push(signature);
  }
  return parsed.size > 0 && parsed.size <= MAX_TIMESTAMPS ? parsed : undefined;
}

/** Returns whether a string is a valid timestamp: a decimal integer that fits in a number. */
export function isTimestamp(string: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(string);
}

/** Returns the header value with these signatures, or undefined if the declaration does not allow that many. */
export function formatSignatures(
  signatures: readonly string[],
  { value, valueSeparator }: SignatureValue,
  timestamp: string,
): string | undefined {
  const dated = value.replace("{timestamp}", timestamp);
  const fill = (signature: string): string => dated.replace("{signature}", () => signature);
  if (valueSeparator !== undefined) return signatures.map(fill).join(valueSeparator);
  const [, , comma, key] = LIST.exec(value) ?? [];
  if (key !== undefined) return fill(signatures.join(`${comma}${key}=`));
  return signatures.length === 1 ? fill(signatures.join()) : undefined;
}

/** Splits a list into pairs of its timestamp and a signature; returns none for a list without just one timestamp. */
function splitSet(set: string, value: string): string[] {
  const [, timestampKey, comma, signatureKey] = LIST.exec(value) ?? [];
  if (comma === undefined) return [set.trim()];
  const entries = set.split(comma).map((entry) => entry.trim());
  const [time, ...others] = new Set(entries.filter((each) => each.startsWith(`${timestampKey}=`)));
  if (time === undefined || others.length > 0) return [];
  const signatures = entries.filter((each) => each.startsWith(`${signatureKey}=`));
  return signatures.map((entry) => time + comma + entry);
}
