import { isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";
import {
  alternativesOf,
  common,
  declaredValues,
  isSame,
  partsOf,
  type Value,
} from "./declared-values.ts";
import type { SchemaNode } from "./schema-children.ts";

/** Values of a property. */
export interface PropertyValues {
  readonly property: string;
  readonly values: readonly Value[];
}

/**
 * Returns a schema of an object in which a required property has these values only. A part of an `allOf` that allows
 * none of them, as a base whose property is overridden, is written out without the property. A schema that says so
 * already, a union, and what is no object are returned as they are.
 */
export function narrowed(
  document: SchemaNode,
  schema: SchemaNode,
  own: PropertyValues,
): SchemaNode {
  const { property, values } = own;
  const parts = partsOf(schema);
  const isDone =
    isRequired(document, schema, property) &&
    isSame(declaredValues(document, schema, property), values) &&
    !parts.some((part) => contradicts(document, part, own));
  if (isDone) return described(schema, property);
  if (isPureUnion(schema) || !isObjectSchema(schema)) return schema;
  if (parts.length === 0) return withValues(schema, own);
  const agreeing = parts.map((part) =>
    contradicts(document, part, own) ? withoutProperty(document, part, property) : part,
  );
  if (declaresItself(schema, property)) return withValues({ ...schema, allOf: agreeing }, own);
  const holder =
    agreeing.find((part) => declaresItself(part, property)) ??
    agreeing.find((part) => isObject(part) && isObject(part.properties));
  const changed =
    holder === undefined
      ? [...agreeing, withValues({}, own)]
      : agreeing.map((part) => (part === holder ? withValues(Object(part), own) : part));
  return { ...schema, allOf: changed };
}

/** Whether a schema is only its alternatives. */
export function isPureUnion(schema: SchemaNode): boolean {
  return (
    alternativesOf(schema).length > 0 &&
    partsOf(schema).length === 0 &&
    Object.keys(Object(schema.properties)).length === 0
  );
}

function isObjectSchema({ type }: SchemaNode): boolean {
  return type === undefined || [type].flat().includes("object");
}

function declaresItself(part: unknown, property: string): boolean {
  return isObject(part) && isObject(part.properties) && Object.hasOwn(part.properties, property);
}

/** Says what a property is for that its schema does not describe. */
function described(schema: SchemaNode, property: string): SchemaNode {
  const own: unknown = Object(schema.properties)[property];
  if (!isObject(own) || "$ref" in own || own.description !== undefined) return schema;
  const properties = { ...Object(schema.properties), [property]: { ...own, description: ABOUT } };
  return { ...schema, properties };
}

const ABOUT = "Identifies the member of the union.";

/** Returns the schema of an object with a required property of these values. */
export function withValues(schema: SchemaNode, { property, values }: PropertyValues): SchemaNode {
  const properties = Object(schema.properties);
  const { description = ABOUT, deprecated } = Object(properties[property]);
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    type: "object",
    ...schema,
    required: [...new Set([...required, property])],
    properties: {
      ...properties,
      [property]: {
        description,
        ...(deprecated === true && { deprecated }),
        enum: values,
      },
    },
  };
}

/** Whether a part allows none of a property's values. */
function contradicts(document: SchemaNode, part: unknown, own: PropertyValues): boolean {
  const declared = declaredValues(document, part, own.property);
  return declared !== undefined && common(own.values, declared) === undefined;
}

/** Whether every value of a schema has a property. */
function isRequired(
  document: SchemaNode,
  node: unknown,
  property: string,
  seen: readonly unknown[] = [],
): boolean {
  const schema = resolveRef(document, node);
  if (!isObject(schema) || seen.includes(schema)) return false;
  const { required } = schema;
  if (Array.isArray(required) && required.includes(property)) return true;
  return partsOf(schema).some((part) => isRequired(document, part, property, [...seen, schema]));
}

/** Returns what a schema contains, written out and without a property. */
function withoutProperty(
  document: SchemaNode,
  node: unknown,
  property: string,
  seen: readonly unknown[] = [],
): unknown {
  const schema = resolveRef(document, node);
  if (!isObject(schema) || seen.includes(schema)) return node;
  const { properties, required, allOf, description, ...rest } = schema;
  const others = Object.entries(Object(properties)).filter(([name]) => name !== property);
  const parts = partsOf(schema).map((part) =>
    withoutProperty(document, part, property, [...seen, schema]),
  );
  return {
    ...rest,
    ...(properties !== undefined && { properties: Object.fromEntries(others) }),
    ...(Array.isArray(required) && { required: required.filter((name) => name !== property) }),
    ...(allOf !== undefined && { allOf: parts }),
  };
}
