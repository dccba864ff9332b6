import { nodeAt } from "@countersign/spec/json";
import type { Selection, StateRefusal } from "@countersign/spec/vocabulary";
import type { ResourceOperation } from "../resources/resource.ts";
import { below } from "../state/keeper.ts";
import type { StoredRecord } from "../state/store.ts";
import type { ProviderState } from "./provider-state.ts";
import type { RequestValues } from "./request-values.ts";
import { notFound } from "./state-refusal.ts";

/** Returns the record that a request is about; undefined if it does not exist, or is yet to be made. */
export function targetOf(
  operation: ResourceOperation,
  values: RequestValues,
  state: ProviderState,
): StoredRecord | undefined {
  const { word, by } = operation;
  if (word.match !== undefined || word.in !== undefined || by?.startsWith("/credential/")) {
    return select({ ...word, by: by ?? "" }, operation, values, state);
  }
  const id = givenId(operation, values, state);
  return id === undefined ? undefined : getById(operation, id, values, state);
}

function getById(
  operation: ResourceOperation,
  id: string,
  values: RequestValues,
  { provider, store }: ProviderState,
): StoredRecord | undefined {
  return store.get({
    provider,
    account: values.account,
    resource: scopedName(operation, values),
    id,
  });
}

/** Returns the newest record that a selection means. */
export function select(
  selection: Selection,
  operation: ResourceOperation,
  values: RequestValues,
  state: ProviderState,
): StoredRecord | undefined {
  const { by = "" } = selection;
  if (!by.startsWith("/credential/")) return selectAll(selection, operation, values, state)[0];
  const found = inStates(recordsOf(operation, values, state), selection.in);
  const token = values.credentials.get(by.slice("/credential/".length)) ?? "";
  const owner = state.tokens.ownerOf(token);
  return owner === undefined ? found[0] : found.find(({ id }) => id === owner.id);
}

/** Returns the records that have the value which a request names, and are in one of the states; the newest first. */
export function selectAll(
  { by, match, in: states }: Selection,
  operation: ResourceOperation,
  values: RequestValues,
  state: ProviderState,
): readonly StoredRecord[] {
  const wanted = valueBy(by, values);
  return inStates(recordsOf(operation, values, state), states).filter(({ id, value }) =>
    match === undefined ? id === wanted : String(nodeAt(value, match)) === wanted,
  );
}

/** Returns the records that are in one of these states; all, if none is named. */
export function inStates(
  records: readonly StoredRecord[],
  states: readonly string[] | undefined,
): readonly StoredRecord[] {
  return states === undefined
    ? records
    : records.filter(({ state = "" }) => states.includes(state));
}

/**
 * Returns the values of the record that a new one begins with; undefined if the operation copies none, or the request names
 * none.
 *
 * @throws Refusal if there is no such record.
 */
export function copiedValue(
  operation: ResourceOperation,
  values: RequestValues,
  state: ProviderState,
): StoredRecord["value"] | undefined {
  const { copies } = operation.word;
  if (copies === undefined) return undefined;
  const wanted = valueBy(copies.by, values);
  if (wanted === undefined) return undefined;
  const resource = copies.resource ?? operation.resource.name;
  const from = { ...operation, resource: { ...operation.resource, name: resource }, parents: [] };
  const record = select(copies, from, values, state);
  if (record !== undefined) return record.value;
  const refusals: readonly StateRefusal[] = copies.refusals ?? operation.word.refusals ?? [];
  throw notFound({ ...from, word: { ...operation.word, refusals } }, wanted, copies.by);
}

/** Returns the ID that a request names; undefined if it names none. */
export function givenId(
  { by, action, resource, bodyAt }: ResourceOperation,
  values: RequestValues,
  { tokens }: ProviderState,
): string | undefined {
  if (by?.startsWith("/credential/")) {
    return tokens.ownerOf(values.credentials.get(by.slice("/credential/".length)) ?? "")?.id;
  }
  if (by !== undefined) return valueBy(by, values);
  if (action !== "create" || bodyAt === undefined) return undefined;
  const own = nodeAt(nodeAt(values.body, bodyAt), resource.idAt);
  return own === undefined || own === null ? undefined : String(own);
}

/** Returns the value at a pointer such as `/path/id`. */
export function valueBy(by: string | undefined, values: RequestValues): string | undefined {
  const value = by === undefined ? undefined : nodeAt(values, by);
  return value === undefined || value === null ? undefined : String(value);
}

/** Returns the records of an operation's resource below the same parents, the newest first. */
export function recordsOf(
  operation: ResourceOperation,
  values: RequestValues,
  { provider, store }: ProviderState,
): readonly StoredRecord[] {
  const resource = scopedName(operation, values);
  return [...store.list({ provider, account: values.account, resource })].reverse();
}

/** Returns the name under which the records of an operation's resource are kept: with their parents. */
export function scopedName(operation: ResourceOperation, { path }: RequestValues): string {
  return below(operation.resource.name, parentsOf(operation, path));
}

function parentsOf(
  { parents }: ResourceOperation,
  path: Readonly<Record<string, string>>,
): string[] {
  return parents.map((name) => path[name] ?? "");
}
