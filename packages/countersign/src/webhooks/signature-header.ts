import type { WebhookSignature } from "../provider.ts";

/** One signature of a header. */
export interface StatedSignature {
  /** The time that stands beside it, where `value` has one: its digits. */
  readonly timestamp: string | undefined;
  readonly signature: string;
}

/** Enough for any rotation; each may cost a MAC of the whole body. */
const MAX_SIGNATURES = 16;

/** A list of `key=value` with a time, as `t={timestamp},v1={signature}`. */
const LIST = /^([\w-]+)=\{timestamp\},([\w-]+)=\{signature\}$/;

/**
 * Returns the signatures of a header, or undefined when it is not what the declaration says.
 *
 * The header has one set, or several with `valueSeparator` between them; a header that came twice is
 * several. A set has the text of `value` to the letter. Where that is a list of `key=value` with a time
 * first, the set may have the signature's key several times, and others that are ignored: versions of
 * the scheme that this declaration does not speak of. A set of another form is ignored for the same
 * reason, but one of them must fit. Nothing may stand twice.
 */
export function parseSignatures(
  text: string,
  { value, valueSeparator }: WebhookSignature,
): readonly StatedSignature[] | undefined {
  const sets =
    valueSeparator === undefined
      ? [text]
      : text.replaceAll(", ", valueSeparator).split(valueSeparator);
  const stated = sets.flatMap((set) => parseSet(set, value));
  const isSound =
    !sets.includes("") &&
    stated.length > 0 &&
    stated.length <= MAX_SIGNATURES &&
    new Set(stated.map(({ signature }) => signature)).size === stated.length &&
    stated.every(({ timestamp }) => timestamp === undefined || isTimestamp(timestamp));
  return isSound ? stated : undefined;
}

/** Tells whether a text is a time as providers write it: a decimal integer that a number can hold. */
export function isTimestamp(text: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(text);
}

/**
 * Returns the header with these signatures, or undefined when the declaration has no place for so many.
 */
export function formatSignatures(
  signatures: readonly string[],
  { value, valueSeparator }: WebhookSignature,
  timestamp: string,
): string | undefined {
  const dated = value.replace("{timestamp}", timestamp);
  const fill = (text: string): string => dated.replace("{signature}", () => text);
  if (valueSeparator !== undefined) return signatures.map(fill).join(valueSeparator);
  const key = LIST.exec(value)?.[2];
  if (key !== undefined) return fill(signatures.join(`,${key}=`));
  return signatures.length === 1 ? fill(signatures.join()) : undefined;
}

function parseSet(set: string, value: string): StatedSignature[] {
  const [, timestampKey, signatureKey] = LIST.exec(value) ?? [];
  if (timestampKey !== undefined) {
    const parts = set.split(",").map((part) => /^([\w-]+)=(\S+)$/.exec(part) ?? []);
    const [[, first, timestamp] = [], ...rest] = parts;
    if (first !== timestampKey) return [];
    if (rest.some(([, key]) => key === undefined || key === timestampKey)) return [];
    return rest
      .filter(([, key]) => key === signatureKey)
      .map(([, , signature = ""]) => ({ timestamp, signature }));
  }
  const [before = "", end = ""] = value.split("{signature}");
  const [start = "", between] = before.split("{timestamp}");
  if (!set.startsWith(start) || !set.endsWith(end)) return [];
  const inner = set.slice(start.length, set.length - end.length);
  if (between === undefined) return [{ timestamp: undefined, signature: inner }];
  const [timestamp, ...rest] = inner.split(between);
  return rest.length === 0 ? [] : [{ timestamp, signature: rest.join(between) }];
}
