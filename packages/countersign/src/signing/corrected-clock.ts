import { CountersignError } from "../errors/errors.ts";
import type { Operation, Provider } from "../provider-table/provider.ts";
import { platformClock, type SigningClock } from "./signing-clock.ts";

/** A signing clock that is corrected by the provider's. */
export interface CorrectedClock extends SigningClock {
  /** Watches the responses to a call; undefined if the operation's signature has no timestamp. */
  watch(operation: Operation): WatchResponse | undefined;
}

/** Why a call is retried: the provider refused a signature while its clock differed from this machine's. */
export type RetryReason = "clock_skew";

/**
 * Returns a reason to retry if a response refuses a request because of its timestamp. The clock has then been corrected.
 * It does so at most once.
 */
export type WatchResponse = (response: Response) => RetryReason | undefined;

/**
 * Above it, the clock may be the reason of a refusal. A slow response feigns a difference, because its `Date` is older
 * than its arrival, but by default no attempt is that slow.
 */
const TOLERANCE_MS = 30_000;

/** Returns a client's signing clock. */
export type CreateClock = typeof correctedClock;

/**
 * Returns a client's signing clock.
 *
 * @param offsetMs - Milliseconds by which it is ahead of this machine's, until a response corrects it.
 * @throws CountersignError `configuration_invalid` if the offset is not a finite number.
 */
export function correctedClock({ securitySchemes }: Provider, offsetMs = 0): CorrectedClock {
  if (!Number.isFinite(offsetMs)) {
    const message = "The option `signing.clockOffsetMs` must be a finite number.";
    throw new CountersignError("configuration_invalid", message);
  }
  let offset = offsetMs;
  return {
    ...platformClock,
    now: () => platformClock.now() + offset,
    watch(operation) {
      const isDated = operation.security.flat().some((name) => {
        const scheme = securitySchemes[name];
        return scheme?.type === "hmac" && scheme.hmac.timestamp !== undefined;
      });
      if (!isDated) return undefined;
      // Not the current offset: another call may have corrected it since this one was signed.
      let signedWith: number | undefined = offset;
      return ({ status, headers }) => {
        const measured = Date.parse(headers.get("date") ?? "") - platformClock.now();
        const isRefusal = status === 401 || status === 403;
        // Without a `Date`, or with a wrong one, the difference is not a number.
        if (
          signedWith === undefined ||
          !isRefusal ||
          !(Math.abs(measured - signedWith) > TOLERANCE_MS)
        )
          return undefined;
        signedWith = undefined;
        offset = measured;
        return "clock_skew";
      };
    },
  };
}
