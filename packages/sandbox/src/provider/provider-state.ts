import type { Resource, Resources } from "../resources/resource.ts";
import type { Keeper } from "../state/keeper.ts";
import type { Store, StoredRecord } from "../state/store.ts";
import type { Tokens } from "../state/tokens.ts";
import type { ValueChecks } from "../validation/check-value.ts";

/** What a provider remembers. */
export interface ProviderState {
  readonly provider: string;
  readonly resources: Resources;
  readonly keeper: Keeper;
  readonly store: Store;
  readonly tokens: Tokens;
  readonly matches: ValueChecks["matches"];
  /** Returns the address of the end user's page of a record; undefined if its resource has none. */
  readonly pageOf: (resource: Resource, record: StoredRecord) => string | undefined;
}
