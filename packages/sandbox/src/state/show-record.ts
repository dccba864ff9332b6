import { isObject } from "@countersign/spec/json";
import type { Cursor } from "@countersign/spec/openapi";
import { propertiesOf } from "./properties-of.ts";

/**
 * Returns a record as a response with this schema shows it: the properties that the schema documents, and every key of an
 * object within it that is declared to have others. Where the record has none for a required property, it is the example's.
 */
export function showRecord(schema: Cursor, value: unknown, example: unknown): unknown {
  return show(schema, value, example);
}

function show(schema: Cursor, value: unknown, example: unknown, isInner = false): unknown {
  if (!isObject(value)) return value;
  const properties = propertiesOf(schema);
  if (properties.size === 0) return value;
  const required = requiredOf(schema);
  const sample = isObject(example) ? example : {};
  // The record itself can have values that no response shows.
  const shown: Record<string, unknown> = isInner && hasOthers(schema) ? { ...value } : {};
  for (const [name, property] of properties) {
    if (value[name] !== undefined) shown[name] = show(property, value[name], sample[name], true);
    else if (required.has(name) && sample[name] !== undefined) shown[name] = sample[name];
  }
  return shown;
}

/** Whether an object can have properties besides those that are documented, as its schema says itself. */
function hasOthers(schema: Cursor): boolean {
  const others = schema.at("additionalProperties").value;
  return others === true || isObject(others);
}

/** Returns the properties that a schema requires, itself or in a part that always applies. */
export function requiredOf(schema: Cursor): ReadonlySet<string> {
  const parts = schema.at("allOf").items();
  const own = schema
    .at("required")
    .items()
    .map(({ value }) => String(value));
  return new Set([...own, ...parts.flatMap((part) => [...requiredOf(part)])]);
}
