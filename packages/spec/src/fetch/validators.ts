/**
 * HTTP validators of a fetched file, with which the server can respond "not modified" to the next request.
 *
 * They are kept in `source.yaml`, beside the hash they belong to. In a separate file, they could get out of
 * step with the vendored bytes and would be missing from a clone. They are updated only together with the
 * hash: many sites change the ETag on every deployment, and an unchanged file must not cause a diff.
 */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

const ETAG = /^(W\/)?"[\x21\x23-\x7e]{0,200}"$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const DAY_IN_MS = 86_400_000;

/** Returns the valid ones among possible validators; any that do not conform to RFC 9110 are omitted. */
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
 * @param date - Day on which the recorded version was fetched, such as `2026-11-20`. Used if no validator
 * is known.
 */
export function conditionalHeaders(validators: Validators, date: string): Record<string, string> {
  const { etag, lastModified = etag === undefined ? dayBefore(date) : undefined } = validators;
  return {
    ...(etag !== undefined && { "if-none-match": etag }),
    ...(lastModified !== undefined && { "if-modified-since": lastModified }),
  };
}

/** One day earlier, because `date` has no time and no time zone. */
function dayBefore(date: string): string | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time - DAY_IN_MS).toUTCString();
}
