import type { Cursor } from "./cursor.ts";

/** Returns the properties that a schema declares, itself or in a part of a composition; its own come first. */
export function schemaProperties(
  schema: Cursor,
  ancestors: readonly string[] = [],
): ReadonlyMap<string, Cursor> {
  if (ancestors.includes(schema.pointer)) return new Map();
  const below = [...ancestors, schema.pointer];
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => schema.at(key).items());
  const properties = new Map(schema.at("properties").entries());
  for (const [name, property] of parts.flatMap((part) => [...schemaProperties(part, below)])) {
    if (!properties.has(name)) properties.set(name, property);
  }
  return properties;
}
