import { mergeOptions } from "./merge-options.ts";

/** When and how often a failed call is repeated. */
export interface RetryOptions {
  /** Attempts after the first. Default: 2. */
  readonly maxRetries?: number;
  /** Pause before the first repetition, in milliseconds; it doubles each time. Default: 500. */
  readonly minDelayMs?: number;
  /** Longest pause of our own, in milliseconds. Default: 8000. */
  readonly maxDelayMs?: number;
  /** Longest pause that the provider may ask for, in milliseconds; above it, the call fails at once. Default: 60000. */
  readonly maxServerDelayMs?: number;
}

/** Retry options without gaps. */
export type RetryPolicy = Required<RetryOptions>;

const DEFAULTS: RetryPolicy = {
  maxRetries: 2,
  minDelayMs: 500,
  maxDelayMs: 8_000,
  maxServerDelayMs: 60_000,
};

/**
 * Returns the policy of a call: its own options before the client's, and `false` for no repetition.
 *
 * @throws what `mergeOptions` throws.
 */
export function toRetryPolicy(
  call: RetryOptions | false | undefined,
  client: RetryOptions | false | undefined,
): RetryPolicy {
  if ((call ?? client) === false) return { ...DEFAULTS, maxRetries: 0 };
  return mergeOptions(DEFAULTS, client, call);
}

/** Methods that may be repeated by their definition: RFC 9110, section 9.2.2. */
const IDEMPOTENT = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]);

/** Tells whether repeating a request cannot do its work twice. */
export function isRepeatable(method: string, hasIdempotencyKey: boolean): boolean {
  return IDEMPOTENT.has(method) || hasIdempotencyKey;
}

/** Tells whether an answer is worth another attempt. 409 is not: it says that something stands against it. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/**
 * Returns the pause before the next attempt in milliseconds, or undefined when the provider asks for a
 * longer one than the policy allows.
 *
 * @param retry - Which repetition it is, counted from 1.
 * @param now - The time in milliseconds since the epoch. Default: the platform's.
 * @param random - A number from 0 to 1, by default a random one: half of the pause is left to chance, so that clients that failed
 * together do not come back together.
 */
export function retryDelayMs(
  policy: RetryPolicy,
  {
    retry,
    response,
    now = Date.now(),
    random = Math.random(),
  }: { retry: number; response?: Response | undefined; now?: number; random?: number },
): number | undefined {
  const asked = response === undefined ? undefined : serverDelayMs(response, now);
  if (asked !== undefined) return asked <= policy.maxServerDelayMs ? asked : undefined;
  const full = Math.min(policy.maxDelayMs, policy.minDelayMs * 2 ** (retry - 1));
  return full * (0.5 + random / 2);
}

/** `Retry-After` (RFC 9110, section 10.2.3) in seconds or as a date; `RateLimit-Reset` in seconds. */
function serverDelayMs({ status, headers }: Response, now: number): number | undefined {
  const reset = status === 429 ? headers.get("ratelimit-reset") : null;
  const delay = headers.get("retry-after") ?? reset ?? "";
  if (/^\d+$/.test(delay)) return Number(delay) * 1000;
  // Every form of an HTTP date begins with a weekday; parsers take much more than that for a date.
  const isDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(delay);
  // That of C's asctime does not say that it is UTC, as all are.
  const date = isDate ? Date.parse(delay.replace(/( GMT)?$/, " GMT")) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
