import { isObject, toPointer } from "@countersign/spec/json";
import { componentSchemas } from "@countersign/spec/openapi";
import { mapChildren, mapMember } from "./map-children.ts";
import type { SchemaNode } from "./schema-children.ts";

/** Returns the component schemas of a document that are objects, by name. */
export function schemaNodes(document: object): ReadonlyMap<string, SchemaNode> {
  const all = [...componentSchemas(document)];
  return new Map(all.filter((entry): entry is [string, SchemaNode] => isObject(entry[1])));
}

/** Returns the reference to a component schema. */
export function componentRef(name: string): string {
  return `#${toPointer(["components", "schemas", name])}`;
}

/** Returns a document in which each component schema is changed. */
export function mapComponentSchemas(
  document: SchemaNode,
  change: (name: string, schema: SchemaNode) => SchemaNode,
): SchemaNode {
  return mapMember(document, "components", (components) =>
    mapMember(components, "schemas", (schemas) =>
      mapChildren(schemas, (schema, name) => (isObject(schema) ? change(name, schema) : schema)),
    ),
  );
}
