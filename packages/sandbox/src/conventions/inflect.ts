import { isObject } from "@countersign/spec/json";
import type { Cursor } from "@countersign/spec/openapi";

/** How the words of a key are joined: `referenceId`, `reference-id` or `reference_id`. */
export type Inflection = (typeof INFLECTIONS)[number];

const INFLECTIONS = ["camel", "kebab", "snake"] as const;

/** Returns the inflection with this name, or undefined if there is none. */
export function inflectionNamed(name: unknown): Inflection | undefined {
  return INFLECTIONS.find((each) => each === name);
}

/** Returns a value with all its keys in an inflection, except those that one of its schemas keeps as they are. */
export function inflectKeys(value: unknown, schemas: readonly Cursor[], to: Inflection): unknown {
  return withKeys(value, schemas, (key) => ({ declared: key, written: inflected(key, to) }));
}

/** Returns a value with the keys that its schema declares, where they are written in one of these inflections. */
export function toDeclaredKeys(
  value: unknown,
  schema: Cursor,
  from: readonly Inflection[],
): unknown {
  return withKeys(value, [schema], (key, { known, present }) => {
    const isMeant = (name: string) =>
      !present.has(name) && from.some((inflection) => inflected(name, inflection) === key);
    const declared = known.has(key) ? key : ([...known.keys()].find(isMeant) ?? key);
    return { declared, written: declared };
  });
}

/** An object's keys, and the properties that its schemas declare, each with the schemas of its value. */
interface Keys {
  readonly present: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, readonly Cursor[]>;
}

type Rename = (key: string, keys: Keys) => { readonly declared: string; readonly written: string };

function withKeys(value: unknown, schemas: readonly Cursor[], rename: Rename): unknown {
  const parts = schemas.flatMap((schema) => partsOf(schema, value));
  if (parts.some((part) => part.at("x-countersign-keys").value === "verbatim")) return value;
  if (Array.isArray(value)) {
    const items = children(parts, "items");
    return value.map((item) => withKeys(item, items, rename));
  }
  if (!isObject(value)) return value;
  const known = propertiesOf(parts);
  const others = children(parts, "additionalProperties");
  const keys = { known, present: new Set(Object.keys(value)) };
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      const { declared, written } = rename(key, keys);
      return [written, withKeys(child, known.get(declared) ?? others, rename)];
    }),
  );
}

/** Returns a schema and the parts of its composition that a value can be of. */
function partsOf(schema: Cursor, value: unknown, ancestors: readonly string[] = []): Cursor[] {
  if (ancestors.includes(schema.pointer) || isForAnother(schema, value)) return [];
  const below = [...ancestors, schema.pointer];
  const composed = ["allOf", "anyOf", "oneOf"].flatMap((key) => schema.at(key).items());
  return [schema, ...composed.flatMap((part) => partsOf(part, value, below))];
}

/** Whether a property of the value, such as `type`, shows that the schema describes other values. */
function isForAnother(schema: Cursor, value: unknown): boolean {
  if (!isObject(value)) return false;
  return schema
    .at("properties")
    .entries()
    .some(([name, property]) => {
      const actual = value[name];
      if (typeof actual !== "string") return false;
      const constant = property.at("const");
      const allowed = property.at("enum");
      if (constant.exists) return constant.value !== actual;
      return Array.isArray(allowed.value) && !allowed.value.includes(actual);
    });
}

function propertiesOf(parts: readonly Cursor[]): ReadonlyMap<string, readonly Cursor[]> {
  const found = new Map<string, Cursor[]>();
  for (const [name, property] of parts.flatMap((part) => part.at("properties").entries())) {
    found.set(name, [...(found.get(name) ?? []), property]);
  }
  return found;
}

function children(parts: readonly Cursor[], key: string): Cursor[] {
  return parts.map((part) => part.at(key)).filter(({ value }) => isObject(value));
}

/** Returns a key in an inflection. A key that is in none of the three stays as it is. */
function inflected(key: string, to: Inflection): string {
  const words = wordsOf(key);
  if (words === undefined) return key;
  if (to !== "camel") return words.join(to === "kebab" ? "-" : "_");
  return words.map((word, index) => (index === 0 ? word : capitalised(word))).join("");
}

function wordsOf(key: string): string[] | undefined {
  if (/^[a-z][a-z\d]*([-_][a-z\d]+)*$/.test(key)) return key.split(/[-_]/);
  if (!/^[a-z][a-zA-Z\d]*$/.test(key)) return undefined;
  return key.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
