/**
 * What a server calls the version of a file that was fetched, so that it can answer the next request
 * with "not modified".
 *
 * They are kept in `source.yaml`, beside the hash that they belong to: a file of their own could fall
 * out of step with the vendored bytes, and a clone would not have it. They are written only together
 * with a new hash, since many sites give every deployment a new ETag, and a file that stays the same
 * must not give a diff.
 */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

const ETAG = /^(W\/)?"[\x21\x23-\x7e]{0,200}"$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const DAY_IN_MS = 86_400_000;

/** Returns the validators among some texts; what is not written as RFC 9110 says is left out. */
export function toValidators({
  etag,
  lastModified,
}: {
  etag: unknown;
  lastModified: unknown;
}): Validators {
  return {
    ...(typeof etag === "string" && ETAG.test(etag) && { etag }),
    ...(typeof lastModified === "string" && HTTP_DATE.test(lastModified) && { lastModified }),
  };
}

/**
 * Returns the headers of a conditional request.
 *
 * @param date - Day on which the recorded version was fetched, as `2026-11-20`. It stands in where no
 * validator is known.
 */
export function conditionalHeaders(validators: Validators, date: string): Record<string, string> {
  const { etag, lastModified = etag === undefined ? dayBefore(date) : undefined } = validators;
  return {
    ...(etag !== undefined && { "if-none-match": etag }),
    ...(lastModified !== undefined && { "if-modified-since": lastModified }),
  };
}

/** The day before: `date` does not say the hour, nor in which time zone the day was. */
function dayBefore(date: string): string | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time - DAY_IN_MS).toUTCString();
}
