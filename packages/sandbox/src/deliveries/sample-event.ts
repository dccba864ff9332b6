import { isObject, nodeAt } from "@countersign/spec/json";
import type { Cursor } from "@countersign/spec/openapi";
import { mediaExample } from "../documents/examples.ts";
import { setAt } from "../json/set-at.ts";
import type { Ids } from "../world/ids.ts";
import type { DeliveryScheme } from "./delivery-scheme.ts";

/** The event of a delivery, before it is signed. */
export interface SampleEvent {
  readonly id: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What of an event is not from the document. */
export interface EventChanges {
  readonly name: string;
  /** Merged into the documented example, as RFC 7396 defines. */
  readonly body: unknown;
  readonly id: string | undefined;
}

/** Returns the documented example of an event with changes, its name and a new ID. */
export function sampleEvent(
  operation: Cursor,
  { name, body: patch, id: given }: EventChanges,
  { scheme, ids }: { readonly scheme: DeliveryScheme; readonly ids: Ids },
): SampleEvent {
  const [, media] = operation.at("requestBody").at("content").entries()[0] ?? [];
  const example = media === undefined ? undefined : mediaExample(media);
  const id = given ?? ids.like(exampleId(operation, example, scheme));
  const headers: Record<string, string> = {};
  let body = patch === undefined ? structuredClone(example) : merged(example, patch);
  for (const [location, value, isGiven] of [
    [scheme.event, name, false],
    [scheme.id, id, given !== undefined],
  ] as const) {
    if (location === undefined) continue;
    if ("header" in location) headers[location.header] = value;
    else if (isGiven || nodeAt(patch, location.pointer) === undefined) {
      body = setAt(body, location.pointer, value);
    }
  }
  return { id, body, headers };
}

function exampleId(operation: Cursor, body: unknown, { id }: DeliveryScheme): unknown {
  if (id === undefined) return undefined;
  if ("pointer" in id) return nodeAt(body, id.pointer);
  const parameter = operation
    .at("parameters")
    .items()
    .find((each) => String(each.at("name").value).toLowerCase() === id.header.toLowerCase());
  const schema = parameter?.at("schema");
  return (parameter && mediaExample(parameter)) ?? schema?.at("examples").at(0).value;
}

/** Applies a JSON merge patch: RFC 7396, section 2. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}
