import type { Cursor } from "./cursor.ts";
import { schemaKinds } from "./schema-kinds.ts";

/** Whether values of a schema have a location: they can, they can have anything there, or they cannot. */
export type SchemaLocation = "declared" | "open" | "absent";

/**
 * Returns whether values of a schema have a location, given as the tokens of a JSON pointer. Follows references and
 * composition, also circular ones. A schema without properties, or with `additionalProperties: true`, is open. The token
 * `*` stands for each property.
 */
export function locationIn(
  schema: Cursor,
  tokens: readonly string[],
  ancestors: readonly string[] = [],
): SchemaLocation {
  const [name, ...rest] = tokens;
  if (name === undefined) return schema.exists ? "declared" : "absent";
  if (name === "*" && schemaKinds(schema).has("object")) return "open";
  if (ancestors.includes(schema.pointer)) return "absent";
  const below = [...ancestors, schema.pointer];
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => schema.at(key).items());
  const children = [schema.at("properties").at(name)];
  if (/^\d+$/.test(name)) children.push(schema.at("items"));
  const found = [
    ...children.filter(({ exists }) => exists).map((child) => locationIn(child, rest)),
    ...parts.map((part) => locationIn(part, tokens, below)),
  ];
  if (found.includes("declared")) return "declared";
  if (found.includes("open")) return "open";
  return found.length === 0 && isOpen(schema) ? "open" : "absent";
}

/** Returns whether a schema allows properties that it does not declare, and means it. */
function isOpen(schema: Cursor): boolean {
  const additional = schema.at("additionalProperties").value;
  if (additional !== undefined) return additional !== false;
  return !schema.at("properties").exists && schemaKinds(schema).has("object");
}
