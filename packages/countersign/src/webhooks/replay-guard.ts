import { CountersignError } from "../errors/errors.ts";

/** Remembers which deliveries have been accepted. */
export interface ReplayGuard {
  /**
   * Tells whether an authentic delivery has not been seen before, and remembers it. Where several
   * processes share a store, this must be one step, as Redis' `SET … NX`.
   *
   * @param id - The provider's name and what names the delivery.
   * @param expiresAt - Until when to remember it, in milliseconds since the epoch: later it would be
   * stale. Infinity where deliveries are not dated.
   */
  isNew(id: string, expiresAt: number): boolean | Promise<boolean>;
}

/** Options of a replay guard that keeps its entries in memory. */
export interface MemoryReplayGuardOptions {
  /** How many deliveries it remembers at most; the oldest are forgotten first. Default: 10,000. */
  readonly maxEntries?: number;
  /** The time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Returns a replay guard for a single process. Only authentic deliveries reach it, so nobody but the
 * provider can fill it.
 *
 * @throws CountersignError `configuration_invalid` when it could remember nothing.
 */
export function createMemoryReplayGuard({
  maxEntries = 10_000,
  now = Date.now,
}: MemoryReplayGuardOptions = {}): ReplayGuard {
  // Also what is no number: such a guard would forget at once.
  if (!(maxEntries >= 1)) {
    const text = "The option `maxEntries` must be 1 or more.";
    throw new CountersignError("configuration_invalid", text);
  }
  const seen = new Map<string, number>();
  return {
    isNew(id, expiresAt) {
      const time = now();
      const remembered = seen.get(id);
      if (remembered !== undefined && remembered >= time) return false;
      seen.delete(id);
      // A map keeps the order in which entries came.
      for (const [oldest, expiry] of seen) {
        if (expiry >= time && seen.size < maxEntries) break;
        seen.delete(oldest);
      }
      seen.set(id, expiresAt);
      return true;
    },
  };
}
