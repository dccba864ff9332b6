import { mergeOptions } from "./merge-options.ts";

/** How to retry a failed call. */
export interface RetryOptions {
  /** Maximum number of attempts after the first. Default: 2. */
  readonly maxRetries?: number;
  /** Pause before the first retry, in milliseconds; it doubles with each retry. Default: 500. */
  readonly minDelayMs?: number;
  /** Longest pause that the client chooses, in milliseconds. Default: 8000. */
  readonly maxDelayMs?: number;
  /** Longest pause that the provider may request, in milliseconds; above it, the call fails at once. Default: 60000. */
  readonly maxServerDelayMs?: number;
}

/**
 * What a client may spend on retries, as in the standard mode of AWS's SDKs: a retry costs 5, or 10 after a timeout, and
 * a call that succeeds earns what its last retry cost, or 1. https://github.com/aws/aws-sdk-js-v3/pull/1258
 */
export const RETRY_BUDGET = 500;

/** Retry options with defaults filled in. */
export type RetryPolicy = Required<RetryOptions>;

const DEFAULTS: RetryPolicy = {
  maxRetries: 2,
  minDelayMs: 500,
  maxDelayMs: 8_000,
  maxServerDelayMs: 60_000,
};

/**
 * Returns the retry policy of a call. Its own options override the client's; `false` disables retries.
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

/** Methods that are idempotent by definition: RFC 9110, section 9.2.2. */
const IDEMPOTENT = /^(GET|HEAD|PUT|DELETE|OPTIONS)$/;

/** Returns whether a request can be retried without being processed twice. */
export function isSafeToRetry(method: string, hasIdempotencyKey: boolean): boolean {
  return IDEMPOTENT.test(method) || hasIdempotencyKey;
}

/** Returns whether a status is worth a retry. A 409 is not: the request conflicts with the current state. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/**
 * Returns the pause before the next attempt in milliseconds, or undefined if the provider requests a longer one
 * than the policy allows.
 *
 * @param retry - Number of the retry, from 1.
 * @param now - Milliseconds since the Unix epoch. Default: the platform's time.
 * @param random - A number from 0 to 1. Default: random. It determines half of the pause, or how much is added to a
 * requested one, so that clients that failed together do not retry together.
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
  const requested = response === undefined ? undefined : serverDelayMs(response, now);
  const full = Math.min(policy.maxDelayMs, policy.minDelayMs * 2 ** (retry - 1));
  if (requested === undefined) return full * (0.5 + random / 2);
  return requested <= policy.maxServerDelayMs ? requested + full * random : undefined;
}

/** Reads `Retry-After` (RFC 9110, section 10.2.3), in seconds or as a date; for a 429 also `RateLimit-Reset`, in seconds. */
function serverDelayMs({ status, headers }: Response, now: number): number | undefined {
  const reset = status === 429 ? headers.get("ratelimit-reset") : null;
  const delay = headers.get("retry-after") ?? reset ?? "";
  if (/^\d+$/.test(delay)) return Number(delay) * 1000;
  // Every HTTP date format begins with a weekday; `Date.parse` accepts much more.
  const isDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(delay);
  // All are UTC, but the asctime format does not say so.
  const date = isDate ? Date.parse(delay.replace(/( GMT)?$/, " GMT")) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
