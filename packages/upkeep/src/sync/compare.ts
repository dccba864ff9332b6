import { isObject } from "@countersign/spec/json";
import { type DocumentOperation, operationsOf } from "@countersign/spec/openapi";
import { toLine } from "@countersign/spec/problem";
import { type Field, FieldReader, type Fields } from "./fields.ts";

const LOCATIONS = ["path", "query", "header", "cookie", "querystring"];

type Parts = ReadonlyMap<string, Fields | undefined>;

/** An operation's facts and parts by name. Parts are named `request body` or `response 200`, for example. */
interface Operation {
  readonly facts: ReadonlyMap<string, string>;
  /** Fields by part; undefined if there are too many to compare. */
  readonly parts: Parts;
}

/**
 * Returns the differences between two OpenAPI documents, one per line: added and removed operations; within the
 * others, parameters and body fields that were added or removed, or whose type, values or requiredness changed.
 * Descriptions and examples are not compared.
 *
 * @param before - The older document, or undefined if there was none.
 */
export function compareDocuments(before: unknown, after: unknown): string[] {
  const readers = [new FieldReader(before), new FieldReader(after)] as const;
  const old = operationsByName(before);
  const current = operationsByName(after);
  const lines = names(old, current).flatMap((name) => {
    const [a, b] = [old.get(name), current.get(name)];
    if (a === undefined) return [`+ ${name}`];
    if (b === undefined) return [`- ${name}`];
    const [before, after] = [toOperation(a, readers[0]), toOperation(b, readers[1])];
    return compareOperations(before, after).map((line) => `${name}: ${line}`);
  });
  return lines.map(toLine);
}

function compareOperations(a: Operation, b: Operation): string[] {
  const facts = names(a.facts, b.facts).flatMap((fact) => {
    const [old = "none", current = "none"] = [a.facts.get(fact), b.facts.get(fact)];
    return old === current ? [] : [`${fact} ${old}, now ${current}`];
  });
  const parts = names(a.parts, b.parts).flatMap((part) => {
    if (!a.parts.has(part)) return [`+ ${part}`];
    if (!b.parts.has(part)) return [`- ${part}`];
    const [old, current] = [a.parts.get(part), b.parts.get(part)];
    if (old === undefined || current === undefined) return [`${part}: too large to compare`];
    return compareFields(old, current).map((line) => `${part}: ${line}`);
  });
  return [...facts, ...parts];
}

function compareFields(old: Fields, current: Fields): string[] {
  return names(old, current).flatMap((path) => {
    const [a, b] = [old.get(path), current.get(path)];
    if (a !== undefined && b !== undefined) return compareField(a, b).map(inField(path));
    const field = b ?? a;
    if (field === undefined) return [];
    const [present, absent] = b === undefined ? [old, current] : [current, old];
    // Fields inside an added or removed field get no line of their own.
    const { parent } = field;
    if (parent !== undefined && present.has(parent) && !absent.has(parent)) return [];
    const required = field.isRequired ? ", required" : "";
    return [`${b === undefined ? "-" : "+"} ${path || "body"} (${field.type}${required})`];
  });
}

function compareField(a: Field, b: Field): string[] {
  const lines: string[] = [];
  if (a.type !== b.type) lines.push(`type ${a.type}, now ${b.type}`);
  if (a.isRequired !== b.isRequired)
    lines.push(b.isRequired ? "now required" : "no longer required");
  const values = compareValues(a.values, b.values);
  if (values !== undefined) lines.push(values);
  return lines;
}

function compareValues(a: Field["values"], b: Field["values"]): string | undefined {
  if (a === undefined && b === undefined) return undefined;
  if (a === undefined) return `now one of ${b?.join(", ")}`;
  if (b === undefined) return "no longer restricted to a list";
  const changes = [
    ...b.filter((value) => !a.includes(value)).map((value) => `+ ${value}`),
    ...a.filter((value) => !b.includes(value)).map((value) => `- ${value}`),
  ];
  return changes.length > 0 ? `values ${changes.join(", ")}` : undefined;
}

function inField(path: string): (line: string) => string {
  return (line) => (path === "" ? line : `${path}: ${line}`);
}

function operationsByName(document: unknown): Map<string, DocumentOperation> {
  const named = (section: "paths" | "webhooks", prefix: string) =>
    operationsOf(document, section).map(
      (each) => [`${prefix}${each.method.toUpperCase()} ${each.path}`, each] as const,
    );
  return new Map([...named("paths", ""), ...named("webhooks", "webhook ")]);
}

function toOperation({ item, operation }: DocumentOperation, reader: FieldReader): Operation {
  const facts = new Map<string, string>();
  if (typeof operation.operationId === "string") facts.set("operationId", operation.operationId);
  if (operation.deprecated === true) facts.set("deprecated", "true");
  const parts = parametersOf(reader, [item.parameters, operation.parameters]);
  const request = reader.resolve(operation.requestBody);
  if (isObject(request)) {
    addBody(parts, "request body", {
      reader,
      body: request,
      isRequired: request.required === true,
    });
  }
  const responses = isObject(operation.responses) ? operation.responses : {};
  for (const [status, node] of Object.entries(responses)) {
    const body = reader.resolve(node);
    // OpenAPI does not mark response bodies as required, only the fields in them.
    addBody(parts, `response ${status}`, { reader, body, isRequired: false });
  }
  return { facts, parts };
}

/** Returns a part for each parameter location, even an empty one, so that each new parameter gets a line. */
function parametersOf(
  reader: FieldReader,
  lists: readonly unknown[],
): Map<string, Fields | undefined> {
  const parameters = lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((node) => reader.resolve(node))
    .filter(isObject);
  return new Map(
    LOCATIONS.map((location) => {
      const ofLocation = parameters.filter((parameter) => parameter.in === location);
      return [
        `${location} parameter`,
        joinedFields(ofLocation.map((each) => parameterFields(reader, each))),
      ];
    }),
  );
}

function parameterFields(
  reader: FieldReader,
  { name, required, schema, content }: Record<string, unknown>,
): Fields | undefined {
  const [media] = Object.values(isObject(content) ? content : {});
  const described = schema ?? (isObject(media) ? media.schema : undefined) ?? {};
  return reader.fieldsOf(described, { root: String(name), isRequired: required === true });
}

function joinedFields(all: readonly (Fields | undefined)[]): Fields | undefined {
  const known = all.filter((fields) => fields !== undefined);
  if (known.length < all.length) return undefined;
  return new Map(known.flatMap((fields) => [...fields]));
}

/** Adds a body's parts: one called `name` for JSON, and one for each other media type. */
function addBody(
  parts: Map<string, Fields | undefined>,
  name: string,
  { reader, body, isRequired }: { reader: FieldReader; body: unknown; isRequired: boolean },
): void {
  parts.set(name, new Map());
  const content = isObject(body) && isObject(body.content) ? body.content : {};
  for (const [type, media] of Object.entries(content)) {
    const schema = isObject(media) ? (media.schema ?? {}) : {};
    const part = type === "application/json" ? name : `${name} (${type})`;
    parts.set(part, reader.fieldsOf(schema, { root: "", isRequired }));
  }
}

/** Returns the names in both, in the order of the newer one, followed by those that it no longer has. */
function names(old: ReadonlyMap<string, unknown>, current: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...current.keys(), ...old.keys()])];
}
