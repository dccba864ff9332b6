import { type Cursor, schemaProperties } from "@countersign/spec/openapi";

const known = new WeakMap<Cursor, ReadonlyMap<string, Cursor>>();

/** Returns the properties of a schema, as `schemaProperties` does. Remembered, because every request needs them several times. */
export function propertiesOf(schema: Cursor): ReadonlyMap<string, Cursor> {
  const properties = known.get(schema) ?? schemaProperties(schema);
  known.set(schema, properties);
  return properties;
}
