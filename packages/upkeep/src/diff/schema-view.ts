import { isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";

/** A property of an object's type. */
export interface PropertyView {
  readonly schema: unknown;
  readonly required: boolean;
}

/** What TypeScript sees of a schema. */
export interface SchemaView {
  /** TypeScript's names of the types, `null` among them; undefined where any value will do. */
  readonly types: ReadonlySet<string> | undefined;
  /** Closed list of values, as JSON. */
  readonly closed: readonly string[] | undefined;
  /** Known values of an open list. */
  readonly open: readonly string[] | undefined;
  readonly properties: ReadonlyMap<string, PropertyView>;
  /** Whether keys beyond the properties may be given and read. */
  readonly hasKeys: boolean;
  readonly keySchema: unknown;
  readonly items: unknown;
  /** The members of a union; undefined where the schema is none. */
  readonly union: readonly unknown[] | undefined;
}

/** Returns what a node refers to, or undefined where it is no reference. */
export function refOf(node: unknown): string | undefined {
  return isObject(node) && typeof node.$ref === "string" ? node.$ref : undefined;
}

/** Returns the schemas that a schema takes in whole by `allOf`. */
export function includedRefs(schema: unknown): string[] {
  if (!isObject(schema) || !Array.isArray(schema.allOf)) return [];
  return schema.allOf.flatMap((member) => refOf(member) ?? includedRefs(member));
}

/**
 * Returns what TypeScript sees of a schema, its `allOf` joined.
 *
 * @param without - references among `allOf` that are left out.
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
  const required = new Set(parts.flatMap((part) => texts(part.required)));
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

/** What a schema does not say is what its other words imply. */
function typesOf(parts: readonly Part[]): Set<string> | undefined {
  const found = new Set<string>();
  for (const part of parts) {
    const stated = Array.isArray(part.type) ? texts(part.type) : texts([part.type]);
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

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
