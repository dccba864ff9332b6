import { setAt } from "../json/set-at.ts";
import type { ResourceOperation } from "../resources/resource.ts";
import type { StoredRecord } from "../state/store.ts";
import { scopedName, select, valueBy } from "./find-record.ts";
import { follow, withinRecord } from "./make-moves.ts";
import type { ProviderState } from "./provider-state.ts";
import type { RequestValues } from "./request-values.ts";

/**
 * Returns a new record with the ID of the record of another resource that is created beside it, or that exists and has the
 * value that the request names.
 */
export function createBeside(
  operation: ResourceOperation,
  record: StoredRecord,
  values: RequestValues,
  state: ProviderState,
): StoredRecord {
  const { creates } = operation.word;
  if (creates === undefined || !state.matches(Object(creates.when ?? {}), values.body ?? {})) {
    return record;
  }
  const creator = [...state.resources.operations.values()].find(
    ({ resource, action }) => resource.name === creates.resource && action === "create",
  );
  if (creator === undefined) return record;
  const wanted = valueBy(creates.by, values);
  const existing = wanted === undefined ? undefined : select(creates, creator, values, state);
  const other =
    existing ?? create(creator, { ...values, body: bodyWith(creator, wanted, creates) }, state);
  const set = withinRecord({ at: creates.at, value: other.id }, operation.place?.at ?? "");
  return state.keeper.assign(record, [set]);
}

/** Creates a record as the operation does that creates it alone. */
function create(
  creator: ResourceOperation,
  values: RequestValues,
  state: ProviderState,
): StoredRecord {
  const { account, body } = values;
  const resource = scopedName(creator, values);
  const created = state.keeper.create(creator, { account, resource, id: undefined, body });
  return follow(creator, created, values, state);
}

function bodyWith(
  { bodyAt = "" }: ResourceOperation,
  value: string | undefined,
  { match = "" }: { readonly match?: string },
): unknown {
  return value === undefined ? setAt({}, bodyAt, {}) : setAt({}, bodyAt + match, value);
}
