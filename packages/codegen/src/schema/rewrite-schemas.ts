import { isObject } from "@countersign/spec/json";
import { mapDocumentSchemas } from "./document-schemas.ts";
import { mapSubschemas, type SchemaNode } from "./schema-children.ts";

type Rewrite = (schema: SchemaNode) => SchemaNode;

/**
 * Returns a document in which every schema is rewritten, outermost first, so that a rewritten schema's subschemas are
 * rewritten too. Schemas that do not change are not copied.
 */
export function rewriteSchemas(document: SchemaNode, rewrite: Rewrite): SchemaNode {
  const deep = (schema: SchemaNode): SchemaNode => rewriteSchema(schema, rewrite);
  const rewritten = mapDocumentSchemas(document, deep, { keepsReferences: true });
  return mapComponentSchemas(rewritten, (_, schema) => deep(schema));
}

/** Returns a schema that is rewritten, and then its subschemas. */
function rewriteSchema(schema: SchemaNode, rewrite: Rewrite): SchemaNode {
  const own = rewrite(schema);
  let isChanged = false;
  const mapped = mapSubschemas(own, (subschema) => {
    const next = rewriteSchema(subschema, rewrite);
    isChanged ||= next !== subschema;
    return next;
  });
  return isChanged ? mapped : own;
}

/** Returns a document in which each component schema is changed. */
export function mapComponentSchemas(
  document: SchemaNode,
  change: (name: string, schema: SchemaNode) => SchemaNode,
): SchemaNode {
  const { components } = document;
  if (!isObject(components) || !isObject(components.schemas)) return document;
  const schemas = Object.entries(components.schemas).map(([name, schema]) => [
    name,
    isObject(schema) ? change(name, schema) : schema,
  ]);
  return { ...document, components: { ...components, schemas: Object.fromEntries(schemas) } };
}
