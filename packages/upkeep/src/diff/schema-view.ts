import { isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";

/** A property of an object's type. */
export interface PropertyView {
  readonly schema: unknown;
  readonly required: boolean;
}

/** The parts of a schema that affect its TypeScript type. */
export interface SchemaView {
  /** Names of its types, including `null`; undefined if any value is allowed. */
  readonly types: ReadonlySet<string> | undefined;
  /** Closed list of values, as JSON. */
  readonly closed: readonly string[] | undefined;
  /** Known values of an open list. */
  readonly open: readonly string[] | undefined;
  readonly properties: ReadonlyMap<string, PropertyView>;
  /** Whether it allows additional properties. */
  readonly hasKeys: boolean;
  /** Schema of the additional properties. */
  readonly keySchema: unknown;
  readonly items: unknown;
  /** Members of the union; undefined if the schema is not a union. */
  readonly union: readonly unknown[] | undefined;
}

/** Returns a node's `$ref`, or undefined if it has none. */
export function refOf(node: unknown): string | undefined {
  return isObject(node) && typeof node.$ref === "string" ? node.$ref : undefined;
}

/** Returns the schemas that a schema includes through `allOf`. */
export function includedRefs(schema: unknown): string[] {
  if (!isObject(schema) || !Array.isArray(schema.allOf)) return [];
  return schema.allOf.flatMap((member) => refOf(member) ?? includedRefs(member));
}

/**
 * Returns the view of a schema with `allOf` merged.
 *
 * @param without - References in `allOf` to ignore.
 */
export function viewOf(
  document: object,
  schema: unknown,
  without: ReadonlySet<string> = new Set(),
): SchemaView {
  return merged(partsOf(document, schema, without, new Set()));
}

type Part = Readonly<Record<string | number, unknown>>;

function partsOf(
  document: object,
  schema: unknown,
  without: ReadonlySet<string>,
  seen: ReadonlySet<unknown>,
): Part[] {
  const own = resolveRef(document, schema);
  if (!isObject(own) || seen.has(own)) return [];
  const members = Array.isArray(own.allOf) ? own.allOf : [];
  const kept = members.filter((member) => !without.has(refOf(member) ?? ""));
  const path = new Set([...seen, own]);
  return [own, ...kept.flatMap((member) => partsOf(document, member, without, path))];
}

function merged(parts: readonly Part[]): SchemaView {
  const required = new Set(parts.flatMap((part) => strings(part.required)));
  const properties = new Map<string, PropertyView>();
  for (const part of parts) {
    for (const [name, schema] of Object.entries(isObject(part.properties) ? part.properties : {})) {
      properties.set(name, { schema, required: required.has(name) });
    }
  }
  const keys = parts.find(({ additionalProperties: extra }) => extra === true || isObject(extra));
  const unions = parts.flatMap(({ oneOf, anyOf }) =>
    [oneOf, anyOf].filter((it) => Array.isArray(it)),
  );
  const isNullType = (member: unknown): boolean => isObject(member) && member.type === "null";
  const union = unions.length === 0 ? undefined : unions.flat();
  const types = typesOf(parts);
  if (union?.some(isNullType)) types?.add("null");
  return {
    types,
    closed: closedValues(parts),
    open: parts
      .map((part) => part["x-extensible-enum"])
      .find((it) => Array.isArray(it))
      ?.map(String),
    properties,
    hasKeys: keys !== undefined,
    keySchema: keys?.additionalProperties === true ? {} : keys?.additionalProperties,
    items: parts.find(({ items }) => items !== undefined)?.items,
    union: union?.filter((member) => !isNullType(member)),
  };
}

function closedValues(parts: readonly Part[]): readonly string[] | undefined {
  const literal = parts.find((part) => "const" in part);
  if (literal !== undefined) return [JSON.stringify(literal.const)];
  const list = parts.map((part) => part.enum).find((it) => Array.isArray(it));
  return list?.filter((value: unknown) => value !== null).map((value) => JSON.stringify(value));
}

/** Returns the types of a schema. If `type` is missing, infers them from its other fields. */
function typesOf(parts: readonly Part[]): Set<string> | undefined {
  const found = new Set<string>();
  for (const part of parts) {
    const stated = Array.isArray(part.type) ? strings(part.type) : strings([part.type]);
    for (const type of stated) {
      const isFile = type === "string" && part.format === "binary";
      found.add(isFile ? "file" : type === "integer" ? "number" : type);
    }
    if (part.nullable === true || (Array.isArray(part.enum) && part.enum.includes(null))) {
      found.add("null");
    }
    if (stated.length > 0) continue;
    if (isObject(part.properties) || part.additionalProperties !== undefined) found.add("object");
    if (part.items !== undefined) found.add("array");
    for (const value of closedValues([part]) ?? []) found.add(typeof JSON.parse(value));
    if (Array.isArray(part["x-extensible-enum"])) found.add("string");
  }
  return found.size === 0 ? undefined : found;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
