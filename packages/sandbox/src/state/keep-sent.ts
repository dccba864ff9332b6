import { isObject, nodeAt, toPointer } from "@countersign/spec/json";
import type { Cursor } from "@countersign/spec/openapi";
import { setAt } from "../json/set-at.ts";
import { schemaAt } from "../resources/record-place.ts";
import { propertiesOf } from "./properties-of.ts";
import { requiredOf } from "./show-record.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** What was sent, and what the document says about it. */
export interface Sent {
  readonly body: unknown;
  /** Schema of the body. */
  readonly schema: Cursor;
  /** Whether the record is to be what was sent, so that what was not sent is empty instead of as it was. */
  readonly isWhole: boolean;
}

/** The schemas of a record, one for each response that shows it. */
export interface Shapes {
  readonly schemas: readonly Cursor[];
  /** Whether a value is what a schema allows. */
  readonly conforms: (schema: Cursor, value: unknown) => boolean;
}

/** Where the record keeps a property of a request under another name. */
interface Place {
  readonly pointer: string;
  /** Schema of the property. */
  readonly property: Cursor;
  /** Undefined if it was not sent. */
  readonly value: unknown;
}

/**
 * Returns a record with what was sent: under the same names, or where `x-countersign-stored-at` says. A value that a response
 * could not show, because its schema does not allow it, is not kept.
 */
export function keepSent(record: JsonObject, sent: Sent, shapes: Shapes): JsonObject {
  const body = isObject(sent.body) ? sent.body : {};
  const kept = merge(record, { ...sent, body }, shapes);
  const places = storedElsewhere(body, sent.schema);
  const unsent = sent.isWhole ? places.filter(({ value }) => value === undefined) : [];
  const moved = [...unsent, ...places.filter(({ value }) => value !== undefined)].reduce<unknown>(
    (node, place) => withPlace(node, place, shapes),
    kept,
  );
  return isObject(moved) ? moved : kept;
}

/** Returns a record with a value that is kept under another name, or with what is empty there if it was not sent. */
function withPlace(
  record: unknown,
  { pointer, property, value }: Place,
  { schemas, conforms }: Shapes,
): unknown {
  const documented = schemas
    .map((schema) => schemaAt(schema, pointer))
    .filter(({ exists }) => exists);
  const before = nodeAt(record, pointer);
  if (value !== undefined) {
    const isKept = documented.every((schema) => conforms(schema, value));
    return isKept ? setAt(record, pointer, value) : record;
  }
  const [empty = before] = emptyValues(property, { schemas: documented, conforms });
  return before === undefined ? record : setAt(record, pointer, empty);
}

function merge(
  record: JsonObject,
  { body, schema, isWhole }: Sent & { readonly body: JsonObject },
  { schemas, conforms }: Shapes,
): JsonObject {
  const kept: Record<string, unknown> = { ...record };
  const documented = propertiesOf(schema);
  for (const name of new Set([...documented.keys(), ...Object.keys(body)])) {
    const property = documented.get(name);
    if (property?.at("x-countersign-stored-at").exists) continue;
    const shapes = { schemas: propertiesNamed(name, schemas), conforms };
    const before = record[name];
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    if (value === undefined) {
      if (!isWhole || property === undefined || before === undefined) continue;
      const isRequired = schemas.some((each) => requiredOf(each).has(name));
      const [empty = isRequired ? before : undefined] = emptyValues(property, shapes);
      kept[name] = empty;
    } else if (property && isObject(value) && isObject(before) && hasProperties(property)) {
      kept[name] = merge(before, { body: value, schema: property, isWhole }, shapes);
    } else if (shapes.schemas.every((each) => conforms(each, value))) {
      kept[name] = value;
    }
  }
  return kept;
}

/** Returns what a response can show for something that was not sent, the best first. */
function emptyValues(property: Cursor, { schemas, conforms }: Shapes): unknown[] {
  const fallback = property.at("default").value;
  const candidates = fallback === undefined ? [null, [], {}] : [fallback, null, [], {}];
  if (schemas.length === 0) return [];
  return candidates.filter((each) => schemas.every((schema) => conforms(schema, each)));
}

/** Returns the values that are kept under another name, sent or not. */
function storedElsewhere(body: JsonObject, schema: Cursor): Place[] {
  return [...propertiesOf(schema)].flatMap(([name, property]): Place[] => {
    const value = body[name];
    const pointer = property.at("x-countersign-stored-at").value;
    if (typeof pointer !== "string") return isObject(value) ? storedElsewhere(value, property) : [];
    if (!pointer.includes("/*")) return [{ pointer, property, value }];
    // Each key that was sent has a place of its own.
    return Object.entries(Object(value)).map(([key, each]) => ({
      pointer: pointer.replace("/*", toPointer([key])),
      property,
      value: each,
    }));
  });
}

function propertiesNamed(name: string, schemas: readonly Cursor[]): Cursor[] {
  return schemas
    .map((schema) => propertiesOf(schema).get(name))
    .filter((property) => property !== undefined);
}

function hasProperties(schema: Cursor): boolean {
  return propertiesOf(schema).size > 0;
}
