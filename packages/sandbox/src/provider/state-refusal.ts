import { Refusal, type RefusalDetail } from "../exchange/refusal.ts";
import type { Operation } from "../operations/read-operations.ts";
import { exampleStatus } from "../refusals/documented-refusal.ts";
import type { ResourceOperation } from "../resources/resource.ts";
import type { StoredRecord } from "../state/store.ts";

/** Statuses for a call that the state of a record does not allow, the best first. */
const CONFLICTS = [409, 422, 400];

/** Returns the declared refusal of an operation in a state: a state's name, or `none` for no record. */
export function declaredRefusal(
  { word, operation }: ResourceOperation,
  state: string | undefined,
  message: string,
  details?: readonly RefusalDetail[],
): Refusal | undefined {
  const inState = (names: readonly string[]) =>
    names.includes(state ?? "*") || (state !== "none" && names.includes("*"));
  const found = word.refusals?.find((each) => inState(each.in));
  if (found === undefined) return undefined;
  const said = found.message ?? message;
  if (typeof found.with === "number") {
    const reason = { status: found.with, code: "wrong_state", message: said };
    return new Refusal(details === undefined ? reason : { ...reason, details });
  }
  const status = exampleStatus(operation.responses, found.with) ?? 409;
  return new Refusal({ status, code: "wrong_state", message: said, example: found.with });
}

/**
 * Returns the refusal of a call for a record that does not exist.
 *
 * @param by - Where the request names it, such as `/body/template`: a body may have a list of problems with their places.
 */
export function notFound(operation: ResourceOperation, id: string, by = ""): Refusal {
  const { name } = operation.resource;
  const message = `There is nothing with the ID ${JSON.stringify(id)} among ${name}.`;
  const path = by.startsWith("/body/") ? by.slice("/body".length) : undefined;
  const details = path === undefined ? undefined : [{ in: "body" as const, path, message }];
  return (
    declaredRefusal(operation, "none", message, details) ??
    new Refusal({ status: 404, code: "not_found", message })
  );
}

/** Returns the refusal of a call that the state of a record does not allow. */
export function conflict({ responses }: Operation, message: string): Refusal {
  const status = CONFLICTS.find((each) => responses.at(String(each)).exists) ?? 409;
  return new Refusal({ status, code: "wrong_state", message });
}

/** Returns why the state of a record does not allow an operation. */
export function stateMessage(
  { operation, resource }: ResourceOperation,
  { id, state }: StoredRecord,
): string {
  const what = `${resource.name} ${JSON.stringify(id)}`;
  return state === undefined
    ? `${operation.id}: ${what} exists already.`
    : `${operation.id} is not possible: ${what} is in the state ${state}.`;
}
