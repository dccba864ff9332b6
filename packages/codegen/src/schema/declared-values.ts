import { isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";
import type { SchemaNode } from "./schema-children.ts";

/** A value that tells the members of a union apart. */
export type Value = string | number | boolean;

/** The values of a property. Undefined if it may have any. */
export type Values = readonly Value[] | undefined;

/**
 * Returns the values that a schema declares for a property, by `enum` or `const`, itself or by what it is composed of.
 * A declaration that contradicts one before it replaces it, as in a class that overrides a property of its base.
 */
export function declaredValues(document: SchemaNode, schema: unknown, property: string): Values {
  return valuesOf(document, schema, (node, seen) => {
    const own: unknown = Object(node.properties)[property];
    return isObject(own) ? propertyValues(document, own, seen) : undefined;
  });
}

/** Returns `values` that `allowed` contains, or undefined if there are none. */
export function common(values: readonly Value[], allowed: Values): Values {
  if (allowed === undefined) return values;
  const both = allowed.filter((value) => values.some((each) => String(each) === String(value)));
  return both.length > 0 ? both : undefined;
}

/** Returns values without duplicates. */
export function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}

type Find = (schema: SchemaNode, seen: readonly unknown[]) => Values;

function valuesOf(
  document: SchemaNode,
  node: unknown,
  find: Find,
  seen: readonly unknown[] = [],
): Values {
  const schema = resolveRef(document, node);
  if (!isObject(schema) || seen.includes(schema)) return undefined;
  const within = [...seen, schema];
  const alternatives = alternativesOf(schema).map((each) => valuesOf(document, each, find, within));
  const all = alternatives.flatMap((values) => values ?? []);
  const isClosed = alternatives.length > 0 && !alternatives.includes(undefined);
  const declarations = [
    ...partsOf(schema).map((part) => valuesOf(document, part, find, within)),
    isClosed ? distinct(all) : undefined,
    find(schema, within),
  ];
  return declarations.reduce<Values>(
    (before, values) =>
      values === undefined || before === undefined
        ? (values ?? before)
        : (common(before, values) ?? values),
    undefined,
  );
}

function propertyValues(
  document: SchemaNode,
  property: SchemaNode,
  seen: readonly unknown[],
): Values {
  const find = ({ const: constant, enum: list }: SchemaNode): Values => {
    const values = constant === undefined ? list : [constant];
    return Array.isArray(values) ? values.filter(isValue) : undefined;
  };
  return valuesOf(document, property, find, seen);
}

function isValue(value: unknown): value is Value {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** Whether two lists have the same values. */
export function isSame(one: Values, other: Values): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((value) => other.includes(value));
}

/** Returns the schemas that a value must match as well. */
export function partsOf({ allOf }: SchemaNode): readonly unknown[] {
  return Array.isArray(allOf) ? allOf : [];
}

/** Returns the alternatives of a union. */
export function alternativesOf({ oneOf, anyOf }: SchemaNode): unknown[] {
  return [oneOf, anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
}

/** Returns the declaration of a property, itself or by what a schema is composed of. */
export function declaredProperty(
  document: SchemaNode,
  node: unknown,
  property: string,
  seen: readonly unknown[] = [],
): SchemaNode | undefined {
  const schema = resolveRef(document, node);
  if (!isObject(schema) || seen.includes(schema)) return undefined;
  const own = resolveRef(document, Object(schema.properties)[property]);
  if (isObject(own)) return own;
  for (const part of [...partsOf(schema), ...alternativesOf(schema)]) {
    const found = declaredProperty(document, part, property, [...seen, schema]);
    if (found !== undefined) return found;
  }
  return undefined;
}
