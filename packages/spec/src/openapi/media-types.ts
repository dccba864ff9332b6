import type { Cursor } from "./cursor.ts";
import { schemaKinds } from "./schema-kinds.ts";
import { successStatuses } from "./statuses.ts";

/** Returns whether a media type is JSON: `application/json`, or one with the suffix `+json`. */
export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);
}

/** Returns whether a media type is that of server-sent events. */
export function isEventStream(mediaType: string): boolean {
  return /^text\/event-stream\s*(;|$)/i.test(mediaType);
}

/**
 * Returns the media type of an operation's request body, or undefined if it is `application/json` or there is
 * no body. Of several types, plain JSON comes first, then other JSON such as `application/merge-patch+json`,
 * then the rest. A range such as `image/*` cannot be sent as is: the caller sets the actual type in a header.
 */
export function requestMediaType(operation: Cursor): string | undefined {
  const content = operation.at("requestBody").at("content").entries();
  const types = content.map(([type]) => type);
  if (types.some((type) => /^application\/json\s*(;|$)/i.test(type))) return undefined;
  const [type] = [
    ...types.filter(isJson),
    ...types.filter((each) => !each.includes("*")),
    ...types,
  ];
  if (type === undefined || !type.includes("*")) return type;
  const schema = operation.at("requestBody").at("content").at(type).at("schema");
  return schemaKinds(schema).has("other") ? "application/octet-stream" : undefined;
}

/** The possible bodies of a response, by media type. */
export type Content = [mediaType: string, media: Cursor][];

/** Returns the content of each success response of an operation that has a body, lowest status first. */
export function successContents(operation: Cursor): Content[] {
  const responses = operation.at("responses").entries();
  const successes = new Set(successStatuses(responses.map(([status]) => status)));
  return responses
    .filter(([status]) => successes.has(status))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, response]) => response.at("content").entries())
    .filter((content) => content.length > 0);
}

/** Returns the content of an operation's lowest success response that has a body. */
export function successContent(operation: Cursor): Content {
  return successContents(operation)[0] ?? [];
}

/**
 * Returns how to read the body of an operation's success response, or undefined for JSON or no body. `events` means
 * that it can only be an event stream.
 */
export function responseType(operation: Cursor): "blob" | "text" | "events" | undefined {
  const contents = successContents(operation);
  const isStream = contents.flat().every(([type]) => isEventStream(type));
  if (contents.length > 0 && isStream) return "events";
  const types = successContent(operation)
    .map(([type]) => type)
    .filter((type) => !isEventStream(type));
  const [first] = types;
  if (first === undefined || types.some(isJson)) return undefined;
  return first.startsWith("text/") ? "text" : "blob";
}
