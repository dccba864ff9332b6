import { isObject } from "@countersign/spec/json";
import { REQUIRING } from "./required-properties.ts";
import type { SchemaNode } from "./schema-children.ts";

/**
 * Returns a schema that openapi-typescript types as what it allows:
 *
 * - An object without properties may have any, unless `additionalProperties` or `unevaluatedProperties` forbids them.
 *   openapi-typescript would type it as an object whose properties have no possible value.
 * - A part of an `allOf` that declares nothing, and alternatives that declare nothing, add nothing to the rest.
 * - `anyOf` beside properties limits them. openapi-typescript would type it as an alternative to them.
 */
export function openObject(schema: SchemaNode): SchemaNode {
  return opened(withAnyOfAsPart(withoutEmptyAlternatives(withoutEmptyParts(schema))));
}

function opened(schema: SchemaNode): SchemaNode {
  const isOpen =
    typesOf(schema).includes("object") &&
    isEmpty(schema) &&
    schema.additionalProperties !== false &&
    schema.unevaluatedProperties !== false;
  return isOpen ? { ...schema, additionalProperties: true } : schema;
}

function withoutEmptyParts(schema: SchemaNode): SchemaNode {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  const parts = allOf.filter((part) => !(isObject(part) && isEmpty(part)));
  if (parts.length === allOf.length) return schema;
  if (parts.length > 0) return { ...rest, allOf: parts };
  return isEmpty(rest) ? Object.assign({}, ...allOf, rest) : rest;
}

function withoutEmptyAlternatives(schema: SchemaNode): SchemaNode {
  const { anyOf, oneOf, ...rest } = schema;
  const isBesideOthers = typesOf(schema).includes("object") || !isEmpty(rest);
  if (!isBesideOthers || !(isEmptyList(anyOf) || isEmptyList(oneOf))) return schema;
  return {
    ...rest,
    ...(!isEmptyList(anyOf) && { anyOf }),
    ...(!isEmptyList(oneOf) && { oneOf }),
  };
}

function isEmptyList(list: unknown): boolean {
  return Array.isArray(list) && list.every((each) => isObject(each) && isEmpty(each));
}

function withAnyOfAsPart(schema: SchemaNode): SchemaNode {
  const { anyOf, allOf, ...rest } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const parts = Array.isArray(allOf) ? allOf : [];
  const isBesideOthers = parts.length > 0 || declaresMembers(rest);
  return isBesideOthers ? { ...rest, allOf: [...parts, { anyOf }] } : schema;
}

/** Keywords that say which values are allowed, and not only how large they are or which properties they have. */
const DECLARING = [
  ..."$ref allOf enum const items prefixItems x-extensible-enum".split(" "),
  REQUIRING,
];

/** Whether a schema says at most that a value is an object, what it is for, and which properties are required. */
function isEmpty(schema: SchemaNode): boolean {
  const types = typesOf(schema);
  return (
    types.every((type) => type === "object" || type === "null") &&
    !(types.length > 0 && types.every((type) => type === "null")) &&
    !DECLARING.some((key) => schema[key] !== undefined) &&
    !declaresMembers(schema) &&
    [schema.anyOf, schema.oneOf].every((list) => list === undefined || isEmptyList(list))
  );
}

function declaresMembers(schema: SchemaNode): boolean {
  const { properties, patternProperties, additionalProperties = false } = schema;
  return (
    [properties, patternProperties].some((each) => Object.keys(Object(each)).length > 0) ||
    additionalProperties !== false
  );
}

function typesOf({ type }: SchemaNode): unknown[] {
  return type === undefined ? [] : [type].flat();
}
