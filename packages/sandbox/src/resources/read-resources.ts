import { isObject, nodeAt, pointerTokens } from "@countersign/spec/json";
import type { Cursor } from "@countersign/spec/openapi";
import type {
  Action,
  Resource as DeclaredResource,
  ResourceUse,
} from "@countersign/spec/vocabulary";
import { mediaExample } from "../documents/examples.ts";
import type { Operation } from "../operations/read-operations.ts";
import { jsonMedia, successResponse } from "../operations/success-response.ts";
import { type Inference, inferResources } from "./infer-resources.ts";
import { findList, findRecord, findSchema, type RecordPlace, schemaAt } from "./record-place.ts";
import type {
  RecordShape,
  Resource,
  ResourceEvent,
  ResourceOperation,
  Resources,
} from "./resource.ts";

/** An operation with what paths and words say about it. */
interface Reading {
  readonly operation: Operation;
  readonly name: string;
  readonly action: Action;
  readonly word: ResourceUse;
  readonly inference: Inference | undefined;
}

/** Actions whose body the record keeps. */
const KEEPING: readonly Action[] = ["create", "update", "replace"];

/** Reads which operations do what with which resources: as the words say, and as the paths say otherwise. */
export function readResources(root: Cursor, operations: readonly Operation[]): Resources {
  const inferred = inferResources(operations);
  const declared = declarations(root);
  const readings = operations
    .map((operation) => read(operation, inferred.get(operation.id)))
    .filter((reading) => reading !== undefined);
  const names = new Set([...Object.keys(declared), ...readings.map(({ name }) => name)]);
  const resources = new Map(
    [...names].map((name) => [name, toResource(name, declared[name] ?? {}, readings)]),
  );
  const found = new Map<string, ResourceOperation>();
  for (const reading of readings) {
    const resource = resources.get(reading.name);
    if (resource !== undefined) found.set(reading.operation.id, toOperation(reading, resource));
  }
  return {
    all: [...resources.values()],
    operations: found,
    eventOf: (event, resource) => eventOf(root.at("webhooks").at(event).at("post"), resource),
  };
}

function declarations(root: Cursor): Readonly<Record<string, DeclaredResource>> {
  const { value } = root.at("x-countersign-resources");
  // The vocabulary's schema describes this node, and lint checks it.
  return isObject(value) ? (value as Record<string, DeclaredResource>) : {};
}

function wordOf(value: unknown): ResourceUse {
  if (typeof value === "string") return { name: value };
  return isObject(value) ? value : {};
}

function read(operation: Operation, inference: Inference | undefined): Reading | undefined {
  if (operation.resource === false) return undefined;
  const word = wordOf(operation.resource);
  const name = word.name ?? inference?.name;
  if (name === undefined) return undefined;
  const action = word.action ?? inference?.action ?? "none";
  return { operation, name, action, word, inference };
}

function toResource(
  name: string,
  declared: DeclaredResource,
  readings: readonly Reading[],
): Resource {
  const own = readings.filter((reading) => reading.name === name);
  const idName = own.find(({ inference }) => inference?.name === name)?.inference?.idName ?? "id";
  const idAt = declared.id ?? `/${idName}`;
  const order: readonly Action[] = ["create", "read", "update", "replace", "open", "none", "list"];
  const shapes = [...own]
    .sort((one, other) => order.indexOf(one.action) - order.indexOf(other.action))
    .map((reading) => shapeOf(reading, idAt))
    .filter((shape) => shape !== undefined);
  return { ...declared, name, idAt, shapes };
}

function shapeOf(reading: Reading, idAt: string): RecordShape | undefined {
  const place = placeOf(reading, idAt);
  const media = mediaOf(reading.operation);
  if (place === undefined || media === undefined || reading.action === "list") return undefined;
  return { schema: place.schema, example: nodeAt(mediaExample(media), place.at) };
}

function mediaOf(operation: Operation): Cursor | undefined {
  const success = successResponse(operation);
  return success && jsonMedia(success.response.at("content"));
}

function placeOf({ operation, action, word }: Reading, idAt: string): RecordPlace | undefined {
  if (word.record === false) return undefined;
  const body = mediaOf(operation)?.at("schema");
  if (body === undefined) return undefined;
  if (word.record !== undefined) {
    const schema = schemaAt(body, word.record);
    return { at: word.record, schema: action === "list" ? schema.at("items") : schema };
  }
  const names = [pointerTokens(idAt).at(-1) ?? "id"];
  if (action === "none" && word.move === undefined) return undefined;
  return action === "list" ? findListOf(operation, body, names) : findRecord(body, names);
}

function findListOf(
  { pagination }: Operation,
  body: Cursor,
  names: readonly string[],
): RecordPlace | undefined {
  const items = isObject(pagination) ? pagination.items : undefined;
  if (typeof items !== "string") return findList(body, names);
  return { at: items, schema: schemaAt(body, items).at("items") };
}

function toOperation(reading: Reading, resource: Resource): ResourceOperation {
  const { operation, action, word, inference } = reading;
  const place = placeOf(reading, resource.idAt);
  const media = operation.requestBody && [...operation.requestBody.content.values()][0];
  const sent = media?.at("schema");
  const bodyAt = bodyPlace(reading, sent, place);
  return {
    operation,
    resource,
    action,
    place,
    bodyAt,
    sentSchema: sent !== undefined && bodyAt !== undefined ? schemaAt(sent, bodyAt) : undefined,
    by: word.by ?? inference?.by,
    parents: inference?.parents ?? [],
    word,
  };
}

/** The body has the record where the response has it, or is the record. */
function bodyPlace(
  { action, word }: Reading,
  sent: Cursor | undefined,
  place: RecordPlace | undefined,
): string | undefined {
  if (word.body === false || sent === undefined) return undefined;
  if (word.body !== undefined) return word.body;
  if (!KEEPING.includes(action)) return undefined;
  return place !== undefined && schemaAt(sent, place.at).exists ? place.at : "";
}

function eventOf(operation: Cursor, resource: Resource): ResourceEvent {
  const word = wordOf(operation.at("x-countersign-resource").value);
  const body = jsonMedia(operation.at("requestBody").at("content"))?.at("schema");
  if (body === undefined || word.record === false) return { place: undefined, word };
  if (word.record !== undefined) {
    return { place: { at: word.record, schema: schemaAt(body, word.record) }, word };
  }
  const places = resource.shapes.map(({ schema }) => findSchema(body, schema));
  return { place: places.find((place) => place !== undefined), word };
}
