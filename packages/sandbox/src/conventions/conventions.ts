import type { Cursor } from "@countersign/spec/openapi";
import type { Store } from "../state/store.ts";
import type { Clock } from "../world/clock.ts";
import type { Ids } from "../world/ids.ts";
import { createIdempotencyKeys, type IdempotencyKeys } from "./idempotency.ts";
import { createRateLimit, type RateLimit } from "./rate-limit.ts";

/** What a provider does with every request, whatever its operation. */
export interface Conventions {
  /** Undefined if it declares none, or requests are not counted. */
  readonly rateLimit: RateLimit | undefined;
  /** Undefined for a sandbox that keeps nothing. */
  readonly idempotencyKeys: IdempotencyKeys | undefined;
  readonly ids: Pick<Ids, "like">;
}

/** What conventions depend on. */
export interface ConventionOptions {
  /** Undefined for a sandbox that keeps nothing. */
  readonly store: Store | undefined;
  readonly clock: Pick<Clock, "now">;
  readonly ids: Pick<Ids, "like">;
  /** Whether requests are counted. */
  readonly rateLimits: boolean;
}

/** Creates the conventions that a document declares. */
export function createConventions(
  provider: string,
  root: Cursor,
  options: ConventionOptions,
): Conventions {
  const { clock, ids, rateLimits, store } = options;
  return {
    rateLimit: rateLimits ? createRateLimit(root, clock.now) : undefined,
    idempotencyKeys: store && createIdempotencyKeys(provider, store, clock),
    ids,
  };
}
