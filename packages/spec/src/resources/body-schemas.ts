import { pointerTokens } from "../json/json-pointer.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { locationIn } from "../openapi/schema-location.ts";
import type { OperationCursor } from "./operation-cursors.ts";

/** Schemas of bodies, with everything below them. */
export interface BodySchemas {
  readonly all: readonly Cursor[];
  /** Returns whether a schema has a location, at its top or deeper: a record can be any part of a body. */
  has(pointer: string): boolean;
}

/** Returns the schemas of the request bodies of an operation or event. */
export function requestSchemas({ operation }: OperationCursor): Cursor[] {
  return schemasOf(operation.at("requestBody"));
}

/** Returns the schemas of all that an operation or event sends and receives: parameters and bodies. */
export function messageSchemas(own: OperationCursor): Cursor[] {
  const responses = own.operation.at("responses").entries();
  return [
    ...own.parameters.map((parameter) => parameter.at("schema")),
    ...requestSchemas(own),
    ...responses.flatMap(([, response]) => schemasOf(response)),
  ];
}

function schemasOf(body: Cursor): Cursor[] {
  const content = body.at("content").entries();
  return content.map(([, media]) => media.at("schema"));
}

/** Collects schemas with everything below them, each once. */
export function bodySchemas(tops: readonly Cursor[]): BodySchemas {
  const all = withNested(tops);
  const known = new Map<string, boolean>();
  const find = (pointer: string): boolean => {
    const tokens = pointerTokens(pointer);
    const [name = ""] = tokens;
    return all.some(
      (schema) =>
        schema.at("properties").at(name).exists && locationIn(schema, tokens) !== "absent",
    );
  };
  return {
    all,
    has: (pointer) => {
      const found = known.get(pointer) ?? find(pointer);
      known.set(pointer, found);
      return found;
    },
  };
}

function withNested(tops: readonly Cursor[]): Cursor[] {
  const seen = new Map<string, Cursor>();
  const pending = [...tops];
  for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
    if (!schema.exists || seen.has(schema.pointer)) continue;
    seen.set(schema.pointer, schema);
    const properties = schema.at("properties").entries();
    pending.push(
      ...properties.map(([, property]) => property),
      ...["allOf", "anyOf", "oneOf"].flatMap((key) => schema.at(key).items()),
      schema.at("items"),
      schema.at("additionalProperties"),
    );
  }
  return [...seen.values()];
}
