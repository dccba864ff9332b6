import { isObject } from "@countersign/spec/json";
import { Cursor, eventStreamOf, isEventStream } from "@countersign/spec/openapi";
import { mapChildren, mapMember } from "./map-children.ts";

/**
 * Returns a document in which the schema of each event stream of a response is that of one event, or of its data.
 * openapi-typescript reads no other schema, and takes JSON within a string for a string. Parts without event streams
 * are not copied.
 */
export function withEventSchemas(document: object): object {
  const toMedia = (media: unknown, type: string): unknown =>
    isEventStream(type) && isObject(media) ? withSchema(media, document) : media;
  const toResponse = (response: unknown): unknown =>
    mapMember(response, "content", (content) => mapChildren(content, toMedia));
  const toResponses = (responses: unknown): unknown => mapChildren(responses, toResponse);
  const toOperation = (operation: unknown): unknown =>
    mapMember(operation, "responses", toResponses);
  const paths = mapMember(document, "paths", (items) =>
    mapChildren(items, (item) => mapChildren(item, toOperation)),
  );
  return mapMember(paths, "components", (components) =>
    mapMember(components, "responses", toResponses),
  );
}

function withSchema(media: object, document: object): object {
  // The model has read the same media types, so that no problem is left to be located.
  const spec = { document, locationOf: () => ({ file: "" }) };
  const { schema } = eventStreamOf(new Cursor(spec, media, "#/"));
  return { ...media, schema };
}
