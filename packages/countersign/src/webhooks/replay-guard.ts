import { CountersignError } from "../errors/errors.ts";
import { own } from "../provider-table/own.ts";

/** Remembers accepted deliveries. */
export interface ReplayGuard {
  /**
   * Returns whether an authentic delivery is new, and remembers it. If several processes share a store, this must
   * be atomic, such as Redis' `SET … NX`.
   *
   * @param id - Identifies the provider and the delivery.
   * @param expiresAt - When to forget it, in milliseconds since the Unix epoch: it is stale by then. Infinity if
   * deliveries have no timestamp.
   */
  isNew(id: string, expiresAt: number): boolean | Promise<boolean>;
}

/** Options of an in-memory replay guard. */
export interface MemoryReplayGuardOptions {
  /** Maximum number of deliveries to remember; the oldest are forgotten first. Default: 10,000. */
  readonly maxEntries?: number;
  /** Returns the time in milliseconds since the Unix epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Returns a replay guard for a single process. Only authentic deliveries reach it, so only the provider can fill it.
 *
 * @throws CountersignError `configuration_invalid` if `maxEntries` is less than 1.
 */
export function createMemoryReplayGuard(options: MemoryReplayGuardOptions = {}): ReplayGuard {
  const { maxEntries = 10_000, now = Date.now } = own(options);
  // Includes NaN, with which the guard would forget at once.
  if (!(maxEntries >= 1)) {
    const message = "The option `maxEntries` must be 1 or more.";
    throw new CountersignError("configuration_invalid", message);
  }
  const seen = new Map<string, number>();
  return {
    isNew(id, expiresAt) {
      const time = now();
      const remembered = seen.get(id);
      if (remembered !== undefined && remembered >= time) return false;
      seen.delete(id);
      // A map iterates in insertion order.
      for (const [oldest, expiry] of seen) {
        if (expiry >= time && seen.size < maxEntries) break;
        seen.delete(oldest);
      }
      seen.set(id, expiresAt);
      return true;
    },
  };
}
