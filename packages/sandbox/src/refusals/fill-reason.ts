import { isObject, pointerTokens } from "@countersign/spec/json";
import { type Cursor, schemaProperties } from "@countersign/spec/openapi";
import type { RefusalDetail, RefusalReason } from "../exchange/refusal.ts";
import { declaredWord, messageByName, type ReadWord, type ReasonWord } from "./reason-word.ts";

/** What to write: one problem, or what is wrong as a whole. */
interface Statement {
  readonly message: string;
  readonly detail: RefusalDetail | undefined;
}

/** What to write where: outside of lists, and as the items of a list of problems. */
interface Statements {
  readonly outside: Statement;
  readonly listed: readonly Statement[];
}

/** A node of an error body: its name in the object that contains it, and its schema. */
interface Place {
  readonly name: string;
  readonly schema: Cursor;
}

/**
 * Returns an error body with the reason written where its schema says so by `x-countersign-reason`, or where a name
 * such as `message` does in a schema without that word. A list of problems gets an item for each.
 */
export function fillReason(schema: Cursor, body: unknown, reason: RefusalReason): unknown {
  const root = { name: "", schema };
  const read = hasWord(root, declaredWord) ? declaredWord : messageByName;
  const { message, details = [] } = reason;
  const whole = { message, detail: details.length === 1 ? details[0] : undefined };
  const problems = details.map((detail) => ({ message: detail.message, detail }));
  // Without details, the reason becomes the only item of a list if it can be told nowhere else.
  const isOnlyInList = !hasWord(root, read, "outside lists");
  const listed = problems.length === 0 && isOnlyInList ? [whole] : problems;
  return write(root, body, read, { outside: whole, listed });
}

function write(place: Place, value: unknown, read: ReadWord, statements: Statements): unknown {
  const { schema } = place;
  const word = read(place.name, schema);
  if (word !== undefined) return textOf(word, statements.outside);
  const item = itemOf(schema);
  if (item !== undefined) {
    const { listed } = statements;
    if (listed.length === 0 || !hasWord(item, read)) return value;
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return listed.map((outside) => write(item, first, read, { outside, listed: [] }));
  }
  const filled: Record<string, unknown> = isObject(value) ? { ...value } : {};
  const required: unknown = schema.at("required").value;
  for (const property of propertiesOf(schema)) {
    const { name } = property;
    if (!hasWord(property, read)) continue;
    const inner = write(property, filled[name], read, statements);
    const isNowhere = inner === undefined || isEmpty(inner);
    if (!isNowhere) filled[name] = inner;
    else if (Array.isArray(required) && required.includes(name)) filled[name] = noPlace(property);
    else delete filled[name];
  }
  return isEmpty(filled) ? value : filled;
}

function textOf(word: ReasonWord, { message, detail }: Statement): unknown {
  if (word === "message") return message;
  if (detail === undefined) return undefined;
  const tokens = detail.in === "body" ? pointerTokens(detail.path) : [detail.path];
  switch (word) {
    case "field":
      return tokens.join(".");
    case "segments":
      return [detail.in, ...tokens];
    case "pointer":
      return detail.in === "body" ? detail.path : undefined;
  }
}

/** Returns the place of a problem that concerns the whole request, where a body must have one. */
function noPlace({ schema }: Place): unknown {
  return schema.at("type").value === "array" ? [] : "";
}

/** Returns whether a schema, or one below it, has a word. */
function hasWord(
  place: Place,
  read: ReadWord,
  where: "anywhere" | "outside lists" = "anywhere",
  ancestors: readonly string[] = [],
): boolean {
  const { name, schema } = place;
  if (ancestors.includes(schema.pointer)) return false;
  if (read(name, schema) !== undefined) return true;
  const below = [...ancestors, schema.pointer];
  const item = where === "anywhere" ? itemOf(schema) : undefined;
  const children = [...propertiesOf(schema), ...(item ? [item] : [])];
  return children.some((child) => hasWord(child, read, where, below));
}

function propertiesOf(schema: Cursor): Place[] {
  return [...schemaProperties(schema)].map(([name, property]) => ({ name, schema: property }));
}

function itemOf(schema: Cursor): Place | undefined {
  const items = schema.at("items");
  return items.exists ? { name: "", schema: items } : undefined;
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
