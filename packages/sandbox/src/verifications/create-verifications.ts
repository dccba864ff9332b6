import { isObject, nodeAt, toPointer } from "@countersign/spec/json";
import { SandboxError } from "../errors/sandbox-error.ts";
import { isFinal, waysFrom } from "../lifecycle/lifecycle.ts";
import type { Resource, Resources } from "../resources/resource.ts";
import { type Keeper, resourceName } from "../state/keeper.ts";
import type { RecordKey, Store, StoredRecord } from "../state/store.ts";
import type { Verification, Verifications } from "./verification.ts";

/** What one provider keeps. */
export interface VerificationSource {
  readonly resources: Resources;
  readonly keeper: Keeper;
  readonly store: Store;
  /** Returns the address of the end user's page of a record. */
  readonly pageOf: (resource: Resource, record: StoredRecord) => string | undefined;
}

/**
 * Creates the list of the verifications of some providers.
 *
 * @param sources - By the name of the provider; called when they are needed first.
 */
export function createVerifications(
  sources: ReadonlyMap<string, () => VerificationSource | undefined>,
): Verifications {
  const listed = (id?: string): readonly Verification[] =>
    [...sources]
      .flatMap(([provider, source]) => {
        const found = source();
        const records = found?.store.list(id === undefined ? { provider } : { provider, id }) ?? [];
        return records.map((record) => found && toVerification(record, found));
      })
      .filter((verification) => verification !== undefined)
      .sort((one, other) => other.record.sequence - one.record.sequence);

  const sourceOf = ({ provider }: Pick<RecordKey, "provider">) => sources.get(provider)?.();

  return {
    list: () => listed(),
    find: (id, which = {}) =>
      listed(id).find((each) =>
        (["provider", "account", "resource"] as const).every(
          (name) => which[name] === undefined || which[name] === each[name],
        ),
      ),
    finish(key, state) {
      const source = sourceOf(key);
      const record = source?.store.get(key);
      const before = record && source && toVerification(record, source);
      if (source === undefined || record === undefined || before === undefined) {
        throw new SandboxError(
          "invalid_outcome",
          `There is no verification ${JSON.stringify(key.id)}.`,
        );
      }
      if (before.state === state) return before;
      const { lifecycle } = resourceOf(record, source) ?? {};
      const way = lifecycle && waysFrom(lifecycle, before.state).get(state);
      if (way === undefined) throw noWay(before, state);
      let moved = record;
      for (const move of way) moved = source.keeper.move(moved, move);
      return toVerification(moved, source) ?? before;
    },
  };
}

function noWay({ id, state, reachable }: Verification, wanted: string): SandboxError {
  const known = reachable.length === 0 ? "it is final" : `possible: ${reachable.join(", ")}`;
  const message = `The verification ${JSON.stringify(id)} cannot get from the state ${state} to ${JSON.stringify(wanted)}; ${known}.`;
  return new SandboxError("invalid_outcome", message);
}

function resourceOf(record: StoredRecord, { resources }: VerificationSource): Resource | undefined {
  return resources.all.find(({ name }) => name === resourceName(record.resource));
}

/** Returns a record as a verification; undefined if nothing but operations moves it. */
function toVerification(
  record: StoredRecord,
  source: VerificationSource,
): Verification | undefined {
  const resource = resourceOf(record, source);
  const { lifecycle, page } = resource ?? {};
  const { state } = record;
  if (resource === undefined || lifecycle === undefined || state === undefined) return undefined;
  if (Object.values(lifecycle.moves).every(({ by }) => by === undefined)) return undefined;
  const subject = page?.subject === undefined ? undefined : nodeAt(record.value, page.subject);
  const { provider, account, id } = record;
  return {
    provider,
    account,
    resource: record.resource,
    id,
    state,
    isFinal: isFinal(lifecycle, state),
    subject: typeof subject === "string" ? subject : undefined,
    reachable: [...waysFrom(lifecycle, state).keys()],
    url: source.pageOf(resource, record),
    returnUrl: returnUrl(record, resource, source.keeper),
    record,
  };
}

/** Returns where the person goes afterwards, with the documented query. */
function returnUrl(record: StoredRecord, { page }: Resource, keeper: Keeper): string | undefined {
  const declared = page?.return;
  const target = declared === undefined ? undefined : nodeAt(record.value, declared.url);
  if (typeof target !== "string" || !URL.canParse(target)) return undefined;
  const url = new URL(target);
  const templates = Object.entries(declared?.query ?? {});
  const query = keeper.written(
    {},
    templates.map(([name, value]) => ({ at: toPointer([name]), value })),
    record,
  );
  for (const [name, value] of Object.entries(isObject(query) ? query : {})) {
    if (value !== null) url.searchParams.set(name, String(value));
  }
  return url.href;
}
