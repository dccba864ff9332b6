import {
  type Body,
  type OpenApiDocument,
  type Operation,
  resolved,
  type Schema,
  schemaName,
} from "../document/document.ts";

/** Returns a schema's type in a few words, such as "string, date-time" or "array of Inquiry". */
export function typeOf(schema: Schema): string {
  const name = schemaName(schema);
  if (name !== undefined) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.items !== undefined) return `array of ${typeOf(schema.items)}`;
  const { type, format } = schema;
  const types = (typeof type === "string" ? [type] : (type ?? [])).join(" or ");
  if (types !== "") return format === undefined ? types : `${types}, ${format}`;
  const parts = schema.allOf ?? schema.oneOf ?? schema.anyOf;
  if (parts === undefined) return schema.properties === undefined ? "any" : "object";
  const glue = schema.allOf === undefined ? " or " : " and ";
  return [...new Set(parts.map(typeOf))].join(glue);
}

/** Returns the schemas of a request body, one for each media type. */
export function bodySchema(document: OpenApiDocument, { requestBody }: Operation): Schema[] {
  if (requestBody === undefined) return [];
  const { content = {} }: Body = resolved(document, requestBody);
  return Object.values(content).flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
}

/** Returns the values that a schema allows or lists. */
export function valuesOf(schema: Schema): readonly unknown[] {
  return schema.enum ?? schema["x-extensible-enum"] ?? [];
}
