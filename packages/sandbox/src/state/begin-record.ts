import { isObject } from "@countersign/spec/json";
import type { Cursor } from "@countersign/spec/openapi";
import type { RecordShape } from "../resources/resource.ts";
import type { Shapes } from "./keep-sent.ts";
import { propertiesOf } from "./properties-of.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Names of times that every change, or the creation, sets: `created-at`, `createdAt`, `created`. */
const CREATED = /^created([-_]?(at|on|time|date))?$/i;
const UPDATED = /^updated([-_]?(at|on|time|date))?$/i;

/**
 * Returns the values that a new record begins with: those of the documented examples, the first shape's first. Times of
 * creation are now; other times that can be null are, because they have not come yet.
 */
export function beginRecord(
  shapes: readonly RecordShape[],
  now: number,
  conforms: Shapes["conforms"],
): JsonObject {
  let record: JsonObject = {};
  for (const { example, schema } of shapes) {
    if (isObject(example)) record = withMissing(record, begun(example, schema, now, conforms));
  }
  return record;
}

function begun(
  example: JsonObject,
  schema: Cursor,
  now: number,
  conforms: Shapes["conforms"],
): JsonObject {
  const properties = propertiesOf(schema);
  const entries = Object.entries(example).map(([name, value]) => {
    const property = properties.get(name);
    if (property === undefined) return [name, value];
    if (isObject(value)) return [name, begun(value, property, now, conforms)];
    if (!isTime(property)) return [name, value];
    if (CREATED.test(name) || UPDATED.test(name)) return [name, new Date(now).toISOString()];
    return [name, conforms(property, null) ? null : value];
  });
  return Object.fromEntries(entries);
}

/** Returns a record whose times of the last change are now. */
export function touch(record: JsonObject, now: number): JsonObject {
  const entries = Object.entries(record).map(([name, value]) => {
    if (UPDATED.test(name) && typeof value === "string") return [name, new Date(now).toISOString()];
    return [name, isObject(value) ? touch(value, now) : value];
  });
  return Object.fromEntries(entries);
}

/** Returns the values of a record that another begins with: all but its times. */
export function withoutTimes(record: JsonObject, schemas: readonly Cursor[]): JsonObject {
  const times = schemas.flatMap((schema) =>
    [...propertiesOf(schema)].filter(([, property]) => isTime(property)).map(([name]) => name),
  );
  return Object.fromEntries(Object.entries(record).filter(([name]) => !times.includes(name)));
}

function isTime(schema: Cursor): boolean {
  const parts = [schema, ...["allOf", "anyOf", "oneOf"].flatMap((key) => schema.at(key).items())];
  return parts.some((part) => part.at("format").value === "date-time");
}

/** Returns a value with what only another has. */
function withMissing(value: JsonObject, other: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...value };
  for (const [name, each] of Object.entries(other)) {
    const own = result[name];
    if (own === undefined) result[name] = each;
    else if (isObject(own) && isObject(each)) result[name] = withMissing(own, each);
  }
  return result;
}
