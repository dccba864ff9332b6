import { isObject } from "../json/is-object.ts";
import type { Cursor } from "./cursor.ts";
import { isJson } from "./media-types.ts";

/** A stream of server-sent events, as a media type describes it. */
export interface EventStream {
  /** Whether the data of an event is a plain string rather than JSON, or the names of the events of which it is. */
  readonly text: boolean | readonly string[];
  /** Whether `schema` describes events, with their `event`, `data` and `id`, rather than only their data. */
  readonly isOfEvents: boolean;
  /** A schema of the events or their data once JSON is parsed; undefined if the document says nothing of them. */
  readonly schema: unknown;
}

/**
 * Describes an event stream by the `itemSchema` of its media type (OpenAPI 3.2), or its `schema`.
 *
 * Before OpenAPI 3.2, some documents describe an event with its fields there, and others only its data. A schema is
 * of events if it, or each of its alternatives, has the property `data` and no others than those of an event.
 */
export function eventStreamOf(media: Cursor): EventStream {
  const key = media.at("itemSchema").exists ? "itemSchema" : "schema";
  const schema: unknown = Reflect.get(Object(media.value), key);
  if (isUnspecific(schema)) return { text: true, isOfEvents: false, schema: undefined };
  const shapes = shapesOf(media.at(key));
  if (!shapes.every(isEvent)) return { text: areStrings(shapes), isOfEvents: false, schema };
  const events = shapes.map(toEventKind);
  const texts = events.filter(({ isText }) => isText);
  const names = texts.flatMap((event) => event.names);
  return {
    text: texts.length === events.length || (names.length > 0 && names),
    isOfEvents: true,
    schema: events.some(({ parsed }) => parsed !== false)
      ? { oneOf: events.map(eventSchema) }
      : schema,
  };
}

/** Returns whether a schema allows anything. */
function isUnspecific(schema: unknown): boolean {
  return !isObject(schema) || Object.keys(schema).every((key) => ANNOTATIONS.has(key));
}

const ANNOTATIONS = new Set(["title", "description", "example", "examples"]);

/** One alternative of a schema, with what it shares with the others. */
interface Shape {
  readonly node: Cursor;
  readonly properties: ReadonlyMap<string, Cursor>;
  readonly required: readonly unknown[];
}

/** A document may combine schemas without end; nobody describes events in so many ways. */
const MAX_SHAPES = 1_000;

/** Returns the alternatives of a schema, through `allOf`, `oneOf` and `anyOf`. */
function shapesOf(schema: Cursor): Shape[] {
  let visits = 0;
  const visit = (node: Cursor, path: readonly string[]): Shape[] => {
    visits += 1;
    const own: Shape = {
      node,
      properties: new Map(
        isObject(node.at("properties").value) ? node.at("properties").entries() : [],
      ),
      required: listOf(node, "required").map(({ value }) => value),
    };
    if (visits > MAX_SHAPES || path.includes(node.pointer)) return [own];
    const within = [...path, node.pointer];
    const [parts = [], ...choices] = ["allOf", "oneOf", "anyOf"].map((key) =>
      listOf(node, key).map((each) => visit(each, within)),
    );
    const groups = [...parts, ...choices.map((shapes) => shapes.flat())];
    return groups
      .filter((group) => group.length > 0)
      .reduce(
        (shapes, group) =>
          shapes.length * group.length > MAX_SHAPES
            ? shapes
            : shapes.flatMap((shape) => group.map((other) => merged(shape, other))),
        [own],
      );
  };
  return visit(schema, []);
}

function listOf(node: Cursor, key: string): Cursor[] {
  const list = node.at(key);
  return Array.isArray(list.value) ? list.items() : [];
}

function merged(base: Shape, { node, properties, required }: Shape): Shape {
  return {
    node: node.at("type").exists ? node : base.node,
    properties: new Map([...base.properties, ...properties]),
    required: [...base.required, ...required],
  };
}

const FIELDS = new Set(["event", "data", "id", "retry"]);

function isEvent({ properties }: Shape): boolean {
  return properties.has("data") && [...properties.keys()].every((name) => FIELDS.has(name));
}

/** One kind of event. */
interface EventKind {
  readonly shape: Shape;
  /** Its possible names, as far as they are declared. */
  readonly names: readonly string[];
  /** Whether its data is a plain string. */
  readonly isText: boolean;
  /** The schema of its data once JSON within a string is parsed; false if that is its own. */
  readonly parsed: unknown;
}

function toEventKind(shape: Shape): EventKind {
  const { properties } = shape;
  const data = properties.get("data");
  const shapes = data === undefined ? [] : shapesOf(data);
  const name = properties.get("event");
  const names = name === undefined ? ["message"] : valuesOf(name);
  const isEncoded = shapes.some(({ node }) => encodedJson(node) !== undefined);
  const [parsed, ...others] = shapes.map(({ node }) => encodedJson(node) ?? node.value);
  return {
    shape,
    names: names.filter((value) => typeof value === "string"),
    isText: isUnspecific(data?.value) || areStrings(shapes),
    parsed: isEncoded && (others.length > 0 ? { anyOf: [parsed, ...others] } : parsed),
  };
}

function areStrings(shapes: readonly Shape[]): boolean {
  const values = shapes.filter(({ node }) => !isNull(node));
  return values.length > 0 && values.every(({ node }) => isPlainString(node));
}

function isNull(schema: Cursor): boolean {
  return schema.at("type").value === "null" || schema.at("const").value === null;
}

/** An enum of strings need not have a type. */
function isPlainString(schema: Cursor): boolean {
  if (encodedJson(schema) !== undefined) return false;
  const types = [schema.at("type").value].flat().filter((type) => type !== "null");
  const values = valuesOf(schema);
  return types[0] === undefined
    ? values.length > 0 && values.every((value) => typeof value === "string")
    : types.every((type) => type === "string");
}

function valuesOf(schema: Cursor): unknown[] {
  const constant = schema.at("const");
  return constant.exists ? [constant.value] : listOf(schema, "enum").map(({ value }) => value);
}

/** Returns the schema of the JSON in a string, or undefined if a string is not declared to be JSON. */
function encodedJson(data: Cursor): unknown {
  const mediaType = data.at("contentMediaType").value;
  if (typeof mediaType !== "string" || !isJson(mediaType)) return undefined;
  return Reflect.get(Object(data.value), "contentSchema") ?? {};
}

function eventSchema({ shape: { properties, required }, parsed }: EventKind): object {
  const schemas = [...properties].map(([name, { value }]) => [name, value]);
  return {
    type: "object",
    required: [...new Set(required)],
    properties: { ...Object.fromEntries(schemas), ...(parsed !== false && { data: parsed }) },
  };
}
