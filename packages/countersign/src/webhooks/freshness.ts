import { CountersignError, WebhookError } from "../errors/errors.ts";

/** Which signing times are accepted. */
export interface FreshnessOptions {
  /**
   * How many seconds the signing time may differ from now, in either direction; 0 requires the same second.
   * Ignored if the provider's deliveries have no timestamp. Default: 300.
   */
  readonly toleranceSeconds?: number;
  /** Returns the time in milliseconds since the Unix epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

/** Returns why a delivery with a signing time, in seconds since the Unix epoch, is refused; undefined if it is not. */
export type Staleness = (signedAt: number) => WebhookError | undefined;

/**
 * Returns a function that judges signing times.
 *
 * @throws CountersignError `configuration_invalid` for an unusable tolerance.
 */
export function stalenessBy(tolerance: number, now: () => number): Staleness {
  if (!(typeof tolerance === "number" && tolerance >= 0)) {
    const message = "The option `toleranceSeconds` must be 0 or more.";
    throw new CountersignError("configuration_invalid", message);
  }
  return (signedAt) => {
    const age = Math.floor(now() / 1000) - signedAt;
    // Written so that a clock that returns NaN accepts nothing. The second in which the age reaches the
    // tolerance is still accepted in full.
    if (Math.abs(age) <= tolerance) return undefined;
    return new WebhookError(age < 0 ? "timestamp_in_future" : "timestamp_stale");
  };
}
