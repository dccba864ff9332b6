import { isObject } from "@countersign/spec/json";
import { Cursor, eventStreamOf, isEventStream } from "@countersign/spec/openapi";

/**
 * Returns a document in which the schema of each event stream of a response is that of one event, or of its data.
 * openapi-typescript reads no other schema, and takes JSON within a string for a string. Parts without event streams
 * are not copied.
 */
export function withEventSchemas(document: object): object {
  const toMedia = (media: unknown, type: string): unknown =>
    isEventStream(type) && isObject(media) ? withSchema(media, document) : media;
  const toResponse = (response: unknown): unknown =>
    changed(response, "content", (content) => each(content, toMedia));
  const toResponses = (responses: unknown): unknown => each(responses, toResponse);
  const toOperation = (operation: unknown): unknown => changed(operation, "responses", toResponses);
  const paths = changed(document, "paths", (items) =>
    each(items, (item) => each(item, toOperation)),
  );
  return changed(paths, "components", (components) =>
    changed(components, "responses", toResponses),
  );
}

function withSchema(media: object, document: object): object {
  // The model has read the same media types, so that no problem is left to be located.
  const spec = { document, locationOf: () => ({ file: "" }) };
  const { schema } = eventStreamOf(new Cursor(spec, media, "#/"));
  return { ...media, schema };
}

function changed<T>(node: T, key: string, change: (value: unknown) => unknown): T {
  if (!isObject(node) || node[key] === undefined) return node;
  const value = change(node[key]);
  return value === node[key] ? node : { ...node, [key]: value };
}

function each(node: unknown, change: (value: unknown, key: string) => unknown): unknown {
  if (!isObject(node)) return node;
  const children = Object.entries(node).map(([key, child]) => [key, change(child, key)] as const);
  return children.every(([key, child]) => child === node[key])
    ? node
    : Object.fromEntries(children);
}
