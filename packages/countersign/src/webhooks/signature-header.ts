import type { WebhookSignature } from "../provider-table/provider.ts";

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
  const form = new RegExp(
    `^${value
      .replace(/[^\w{}]/g, "\\$&")
      .replace("{timestamp}", "(?<timestamp>.*?)")
      .replace("{signature}", "(?<signature>.*)")}$`,
    "s",
  );
  const stated = sets
    .flatMap((set) => singlesOf(set, value))
    .flatMap((single) => {
      const { timestamp, signature } = form.exec(single)?.groups ?? {};
      return signature === undefined ? [] : { timestamp, signature };
    });
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

/** A list as lists of two, the time and one more; nothing of one that is malformed. */
function singlesOf(set: string, value: string): string[] {
  const timestampKey = LIST.exec(value)?.[1];
  if (timestampKey === undefined) return [set];
  const [time, ...rest] = set.split(",");
  const isSound = rest.every(
    (part) => /^[\w-]+=\S+$/.test(part) && !part.startsWith(`${timestampKey}=`),
  );
  return isSound ? rest.map((part) => `${time},${part}`) : [];
}
