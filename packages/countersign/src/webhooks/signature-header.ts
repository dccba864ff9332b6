import type { WebhookSignature } from "../provider-table/provider.ts";

/** One signature in a header. */
export interface ParsedSignature {
  /** Digits of its timestamp, if `value` has one. */
  readonly timestamp: string | undefined;
  readonly signature: string;
}

/** Enough for any rotation. Limited because each may cost a MAC of the whole body. */
const MAX_SIGNATURES = 16;

/** A list of `key=value` that begins with a timestamp, such as `t={timestamp},v1={signature}`. */
const LIST = /^([\w-]+)=\{timestamp\},([\w-]+)=\{signature\}$/;

/**
 * Returns the signatures in a header, or undefined if it does not match the declaration.
 *
 * The header has one set, or several separated by `valueSeparator` or by being sent as several headers. A set
 * matches `value` literally. If `value` is a list of `key=value` that begins with a timestamp, a set may repeat the
 * signature's key, and its other keys are ignored: they belong to undeclared versions of the scheme. Sets that do not
 * match are ignored for the same reason, but at least one must match. No signature may occur twice.
 */
export function parseSignatures(
  header: string,
  { value, valueSeparator }: WebhookSignature,
): readonly ParsedSignature[] | undefined {
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
  const parsed = sets
    .flatMap((set) => splitSet(set, value))
    .flatMap((single) => {
      const { timestamp, signature } = pattern.exec(single)?.groups ?? {};
      return signature === undefined ? [] : { timestamp, signature };
    });
  const isValid =
    !sets.includes("") &&
    parsed.length > 0 &&
    parsed.length <= MAX_SIGNATURES &&
    new Set(parsed.map(({ signature }) => signature)).size === parsed.length &&
    parsed.every(({ timestamp }) => timestamp === undefined || isTimestamp(timestamp));
  return isValid ? parsed : undefined;
}

/** Returns whether a string is a valid timestamp: a decimal integer that fits in a number. */
export function isTimestamp(string: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(string);
}

/** Returns the header value with these signatures, or undefined if the declaration does not allow that many. */
export function formatSignatures(
  signatures: readonly string[],
  { value, valueSeparator }: WebhookSignature,
  timestamp: string,
): string | undefined {
  const dated = value.replace("{timestamp}", timestamp);
  const fill = (signature: string): string => dated.replace("{signature}", () => signature);
  if (valueSeparator !== undefined) return signatures.map(fill).join(valueSeparator);
  const key = LIST.exec(value)?.[2];
  if (key !== undefined) return fill(signatures.join(`,${key}=`));
  return signatures.length === 1 ? fill(signatures.join()) : undefined;
}

/** Splits a list into pairs of the timestamp and one other entry; returns none for a malformed list. */
function splitSet(set: string, value: string): string[] {
  const timestampKey = LIST.exec(value)?.[1];
  if (timestampKey === undefined) return [set];
  const [time, ...rest] = set.split(",");
  const isValid = rest.every(
    (part) => /^[\w-]+=\S+$/.test(part) && !part.startsWith(`${timestampKey}=`),
  );
  return isValid ? rest.map((part) => `${time},${part}`) : [];
}
