import type { Cursor } from "./cursor.ts";

/** What the values of a schema are, apart from null: objects, arrays, or anything that is written as one string. */
export type SchemaKind = "object" | "array" | "other";

const ALL: ReadonlySet<SchemaKind> = new Set(["object", "array", "other"]);

/** Keywords that suggest the kind of a schema without `type`; they allow other kinds, but nobody means that. */
const HINTS: readonly [SchemaKind, readonly string[]][] = [
  ["object", ["properties", "patternProperties", "additionalProperties", "propertyNames"]],
  ["array", ["items", "prefixItems", "uniqueItems", "minItems", "maxItems"]],
  ["other", ["format", "pattern", "minLength", "maxLength", "minimum", "maximum", "multipleOf"]],
  ["other", ["contentMediaType", "contentEncoding", "x-extensible-enum"]],
];

/**
 * Returns the kinds of values that a schema allows: one for most, several for a union such as a string or a list of
 * strings, all for a schema that says nothing. Follows references and composition, also circular ones.
 */
export function schemaKinds(schema: Cursor): ReadonlySet<SchemaKind> {
  return kindsOf(schema, []) ?? ALL;
}

/** Returns undefined for a schema that contains itself, which adds nothing. */
function kindsOf(
  schema: Cursor,
  ancestors: readonly string[],
): ReadonlySet<SchemaKind> | undefined {
  if (ancestors.includes(schema.pointer)) return undefined;
  const below = [...ancestors, schema.pointer];
  const parts = (key: string): (ReadonlySet<SchemaKind> | undefined)[] =>
    schema
      .at(key)
      .items()
      .map((part) => kindsOf(part, below));
  const unions = ["anyOf", "oneOf"].flatMap((key) =>
    schema.at(key).exists ? [union(parts(key))] : [],
  );
  const all = [ownKinds(schema), ...parts("allOf"), ...unions];
  return all.reduce<ReadonlySet<SchemaKind>>((kinds, part = ALL) => intersection(kinds, part), ALL);
}

function ownKinds(schema: Cursor): ReadonlySet<SchemaKind> | undefined {
  const values = schema.at("const").exists ? [schema.at("const")] : schema.at("enum").items();
  if (values.length > 0) return union(values.map(({ value }) => kindOfValue(value)));
  const types = [schema.at("type").value].flat();
  if (types.some((type) => typeof type === "string")) return union(types.map(kindOfType));
  const hint = HINTS.find(([, keywords]) => keywords.some((keyword) => schema.at(keyword).exists));
  return hint && new Set([hint[0]]);
}

function kindOfType(type: unknown): ReadonlySet<SchemaKind> {
  if (type === "null") return new Set();
  return new Set([type === "object" || type === "array" ? type : "other"]);
}

function kindOfValue(value: unknown): ReadonlySet<SchemaKind> {
  if (value === null) return new Set();
  if (Array.isArray(value)) return new Set(["array"]);
  return new Set([typeof value === "object" ? "object" : "other"]);
}

function union(
  parts: readonly (ReadonlySet<SchemaKind> | undefined)[],
): ReadonlySet<SchemaKind> | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : new Set(known.flatMap((part) => [...part]));
}

function intersection(
  a: ReadonlySet<SchemaKind>,
  b: ReadonlySet<SchemaKind>,
): ReadonlySet<SchemaKind> {
  return new Set([...a].filter((kind) => b.has(kind)));
}
