import { isObject } from "@countersign/spec/json";
import { mapChildren } from "./map-children.ts";

/** A schema, or any other node that is an object. */
export type SchemaNode = Readonly<Record<string | number, unknown>>;

/** Keywords whose value is a schema: JSON Schema 2020-12, sections 10 and 11, and OpenAPI 3.0. */
const SCHEMAS = new Set([
  ..."additionalProperties contains contentSchema else if items not propertyNames then".split(" "),
  ..."unevaluatedItems unevaluatedProperties".split(" "),
]);

/** Keywords whose value is a list of schemas. */
const LISTS = new Set(["allOf", "anyOf", "items", "oneOf", "prefixItems"]);

/** Keywords whose value is a map of schemas. */
const MAPS = new Set([
  "$defs",
  "definitions",
  "dependentSchemas",
  "patternProperties",
  "properties",
]);

/**
 * Returns a schema whose direct subschemas are changed. Booleans and other values are kept. A
 * schema of which nothing changes is returned itself.
 *
 * @param change - Gets the keyword of each subschema, and its name if it is one of a map.
 */
export function mapSubschemas(
  schema: SchemaNode,
  change: (subschema: SchemaNode, keyword: string, name?: string) => SchemaNode,
): SchemaNode {
  return mapChildren(schema, (value, keyword) => {
    const one = (each: unknown, name?: string): unknown =>
      isObject(each) ? change(each, keyword, name) : each;
    if (LISTS.has(keyword) && Array.isArray(value)) return mapChildren(value, (each) => one(each));
    if (MAPS.has(keyword) && isObject(value)) return mapChildren(value, one);
    return SCHEMAS.has(keyword) ? one(value) : value;
  });
}

/** Returns the direct subschemas of a schema. */
export function subschemas(schema: SchemaNode): SchemaNode[] {
  const found: SchemaNode[] = [];
  mapSubschemas(schema, (subschema) => {
    found.push(subschema);
    return subschema;
  });
  return found;
}
