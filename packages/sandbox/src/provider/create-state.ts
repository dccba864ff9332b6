import type { Cursor } from "@countersign/spec/openapi";
import type { DeliveryAuthentication } from "../deliveries/delivery-scheme.ts";
import { newWebhookSecret } from "../deliveries/new-webhook-secret.ts";
import type { Operation } from "../operations/read-operations.ts";
import { readResources } from "../resources/read-resources.ts";
import { createKeeper } from "../state/keeper.ts";
import { createTokens } from "../state/tokens.ts";
import type { ValueChecks } from "../validation/check-value.ts";
import type { ProviderState } from "./provider-state.ts";
import type { World } from "./world.ts";

/** What a provider's state depends on. */
export interface StateSource {
  readonly name: string;
  readonly root: Cursor;
  readonly operations: readonly Operation[];
  readonly checks: ValueChecks;
  readonly authentication: DeliveryAuthentication;
}

/** Creates what a provider remembers, with what its store has from before; undefined if it remembers nothing. */
export function createState(source: StateSource, world: World): ProviderState | undefined {
  const { name: provider, root, operations, checks, authentication } = source;
  const { store, clock, ids, publish, pageOf } = world;
  if (store === undefined) return undefined;
  const resources = readResources(root, operations);
  const keeper = createKeeper({
    ...checks,
    provider,
    resources,
    store,
    clock,
    ids,
    publish,
    pageOf,
    newSecret: (example) => newWebhookSecret(authentication, ids, example),
  });
  for (const record of store.list({ provider })) keeper.resume(record);
  return {
    provider,
    resources,
    keeper,
    store,
    tokens: createTokens(provider, store, clock),
    matches: checks.matches,
    pageOf,
  };
}
