import { mapComponentSchemas } from "./component-schemas.ts";
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
  return mapSubschemas(rewrite(schema), (subschema) => rewriteSchema(subschema, rewrite));
}
