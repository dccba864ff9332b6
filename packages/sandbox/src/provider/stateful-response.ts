import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { ResourceOperation } from "../resources/resource.ts";
import type { StoredRecord } from "../state/store.ts";
import { createBeside } from "./create-beside.ts";
import { copiedValue, givenId, scopedName, targetOf } from "./find-record.ts";
import { listResponse } from "./list-response.ts";
import { assertMovable, follow } from "./make-moves.ts";
import { openPage } from "./open-page.ts";
import type { ProviderState } from "./provider-state.ts";
import { recordResponse } from "./record-response.ts";
import type { RequestValues } from "./request-values.ts";
import { conflict, declaredRefusal, notFound, stateMessage } from "./state-refusal.ts";

/**
 * Responds to a valid request for an operation on a resource, as what was requested before has it.
 *
 * @throws Refusal if there is no such record, or its state does not allow the operation.
 */
export function statefulResponse(
  operation: ResourceOperation,
  values: RequestValues,
  state: ProviderState,
): SandboxResponse {
  const { action } = operation;
  if (action === "list") return listResponse(operation, values, state);
  const record = targetOf(operation, values, state);
  if (action === "create") return createResponse(operation, record, values, state);
  if (action === "ensure" && record === undefined) {
    return createResponse(operation, undefined, values, state);
  }
  if (record === undefined) throw notFound(operation, givenId(operation, values, state) ?? "");
  const refused = declaredRefusal(operation, record.state, stateMessage(operation, record));
  if (refused !== undefined) throw refused;
  if (action === "open")
    return openPage(operation.operation, state.pageOf(operation.resource, record));
  return changeResponse(operation, record, values, state);
}

function createResponse(
  operation: ResourceOperation,
  existing: StoredRecord | undefined,
  values: RequestValues,
  state: ProviderState,
): SandboxResponse {
  const { word } = operation;
  if (existing !== undefined) {
    const message = stateMessage(operation, existing);
    const refused = declaredRefusal(operation, existing.state, message);
    if (refused !== undefined) throw refused;
    // With other records to choose from, the one that was found does not have the ID that the new one gets.
    if (word.match === undefined) throw conflict(operation.operation, message);
  }
  const id = word.match === undefined ? givenId(operation, values, state) : undefined;
  const { account, body } = values;
  if (word.of !== undefined) {
    const { provider, store } = state;
    const owner = store.get({ provider, account, resource: word.of, id: id ?? "" });
    if (owner === undefined) throw notFound(operation, id ?? "");
  }
  const copied = copiedValue(operation, values, state);
  const resource = scopedName(operation, values);
  const created = state.keeper.create(operation, { account, resource, id, body, copied });
  const used = { ...values, copied };
  const related = createBeside(operation, created, used, state);
  return recordResponse(operation, follow(operation, related, used, state), used, state);
}

function changeResponse(
  operation: ResourceOperation,
  record: StoredRecord,
  values: RequestValues,
  state: ProviderState,
): SandboxResponse {
  // Before anything changes: a move that is not possible refuses the whole call.
  const kept = state.keeper.keep(assertMovable(operation, record, values), operation, values.body);
  const followed = follow(operation, kept, values, state);
  const response = recordResponse(operation, followed, values, state);
  if (operation.action === "delete") state.keeper.remove(followed);
  return response;
}
