import { nodeAt } from "@countersign/spec/json";
import type { Assignment } from "@countersign/spec/vocabulary";
import { type Move, moveFrom } from "../lifecycle/lifecycle.ts";
import type { ResourceOperation } from "../resources/resource.ts";
import type { Call } from "../state/keeper.ts";
import type { StoredRecord } from "../state/store.ts";
import type { ProviderState } from "./provider-state.ts";
import type { RequestValues } from "./request-values.ts";
import { conflict, stateMessage } from "./state-refusal.ts";

/** Does what an operation does with its record besides keeping what was sent: values, events, moves. */
export function follow(
  operation: ResourceOperation,
  record: StoredRecord,
  values: RequestValues,
  { keeper }: Pick<ProviderState, "keeper">,
): StoredRecord {
  const { word, place } = operation;
  const call = callOf(operation, values);
  const kept = (word.sets ?? []).filter(({ keep, resource }) => keep || resource !== undefined);
  const assigned = keeper.assign(
    record,
    kept.map((set) => withinRecord(set, place?.at ?? "")),
    call,
  );
  keeper.publish(assigned, word.events ?? []);
  let moved = assigned;
  for (const names of wantedMoves(operation, values)) {
    const move = firstMove(operation, moved, names);
    if (move !== undefined) moved = keeper.move(moved, move, call);
  }
  return moved;
}

/** The pointer of a response's value, within the record. */
export function withinRecord(set: Assignment, place: string): Assignment {
  if (set.resource !== undefined || place === "") return set;
  return set.at.startsWith(`${place}/`) ? { ...set, at: set.at.slice(place.length) } : set;
}

/**
 * Returns the record, if the moves that a request makes are possible one after the other.
 *
 * @throws Refusal for the first that is not.
 */
export function assertMovable(
  operation: ResourceOperation,
  record: StoredRecord,
  values: RequestValues,
): StoredRecord {
  const { lifecycle } = operation.resource;
  let imagined = record;
  for (const names of wantedMoves(operation, values)) {
    const move = firstMove(operation, imagined, names);
    if (move !== undefined) imagined = { ...imagined, state: move.to };
    else if (lifecycle !== undefined && !names.includes("none")) {
      throw conflict(operation.operation, stateMessage(operation, imagined));
    }
  }
  return record;
}

/** Returns the moves that a request makes, one after the other: each a choice of which the first that is possible counts. */
function wantedMoves({ word }: ResourceOperation, { body }: RequestValues): string[][] {
  const own = word.move === undefined ? [] : [[word.move].flat()];
  if (word.moves === undefined) return own;
  const { of, by, are } = word.moves;
  const items: unknown = nodeAt(body, of);
  const listed = (Array.isArray(items) ? items : [])
    .map((item) => String(nodeAt(item, by)))
    .map((name) => (Object.hasOwn(are, name) ? [are[name] ?? []].flat() : []));
  return [...own, ...listed.filter((names) => names.length > 0)];
}

function firstMove(
  { resource }: ResourceOperation,
  { state = "" }: StoredRecord,
  names: readonly string[],
): Move | undefined {
  const { lifecycle } = resource;
  if (lifecycle === undefined) return undefined;
  return names.map((name) => moveFrom(lifecycle, state, name)).find((move) => move !== undefined);
}

/** Returns what templates can refer to of a call. */
export function callOf({ word }: ResourceOperation, { body, copied }: RequestValues): Call {
  return { body, copied, match: word.match };
}
