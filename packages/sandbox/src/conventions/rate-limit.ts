import type { Cursor } from "@countersign/spec/openapi";
import { Refusal } from "../exchange/refusal.ts";

/** Counts the requests of each account. */
export interface RateLimit {
  /**
   * Counts a request.
   *
   * @returns the headers that tell the account how many requests are left.
   */
  count(account: string): RateLimitStatus;
}

/** Where an account stands after a request. */
export interface RateLimitStatus {
  readonly headers: Readonly<Record<string, string>>;
  /** The refusal of a request beyond the limit; undefined for others. */
  readonly refusal: Refusal | undefined;
}

interface Window {
  readonly startedAt: number;
  count: number;
}

/**
 * Creates the rate limit that a document declares in `x-countersign-rate-limit`. A window begins with the first request
 * after the last one has ended.
 *
 * @param now - Returns the time in milliseconds since the Unix epoch.
 * @returns undefined if the document declares none.
 */
export function createRateLimit(root: Cursor, now: () => number): RateLimit | undefined {
  const declared = root.at("x-countersign-rate-limit");
  if (!declared.exists) return undefined;
  const limit = Number(declared.at("limit").value);
  const seconds = Number(declared.at("window").value);
  const names = declared.at("headers");
  const windows = new Map<string, Window>();
  return {
    count(account) {
      const time = now();
      const last = windows.get(account);
      const isOpen = last && time >= last.startedAt && time < last.startedAt + seconds * 1000;
      const window = isOpen ? last : { startedAt: time, count: 0 };
      windows.set(account, window);
      window.count += 1;
      const reset = Math.ceil(seconds - (time - window.startedAt) / 1000);
      const values = { limit, remaining: Math.max(limit - window.count, 0), reset };
      const headers = Object.entries(values).flatMap(([key, value]) => {
        const name = names.at(key).optionalString();
        return name === undefined ? [] : [[name, String(value)] as const];
      });
      return {
        headers: Object.fromEntries(headers),
        refusal: window.count > limit ? tooMany(limit, seconds, reset) : undefined,
      };
    },
  };
}

function tooMany(limit: number, seconds: number, reset: number): Refusal {
  const message = `The rate limit of ${limit} requests in ${seconds} seconds is exceeded. It resets in ${reset} seconds.`;
  return new Refusal({ status: 429, code: "rate_limit", message });
}
