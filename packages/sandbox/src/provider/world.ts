import type { PublishedEvent } from "../deliveries/create-courier.ts";
import type { Resource } from "../resources/resource.ts";
import type { Store, StoredRecord } from "../state/store.ts";
import type { Clock } from "../world/clock.ts";
import type { Ids } from "../world/ids.ts";

/** What the providers of a sandbox share. */
export interface World {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where records are kept; undefined for a sandbox that remembers nothing. */
  readonly store: Store | undefined;
  /** Whether requests are counted against the documented rate limits. */
  readonly rateLimits: boolean;
  readonly publish: (event: PublishedEvent) => void;
  /** Returns the address of the end user's page of a record. */
  readonly pageOf: (resource: Resource, record: StoredRecord) => string | undefined;
}
