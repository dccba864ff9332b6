import { isObject } from "../json/is-object.ts";
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
  const content = successContent(operation).filter(([type]) => !isEventStream(type));
  const kind = contentKind(content.map(([type, media]) => [type, media.at("schema").value]));
  return kind === "json" ? undefined : kind;
}

/** What a body consists of: JSON, characters or bytes. */
export type BodyKind = "json" | "text" | "blob";

/**
 * Returns how to read a response that may have any of these media types, each with its schema, if it has one. JSON is
 * what a client asks for if it can; otherwise bytes, of which nothing is lost, unless all are text.
 */
export function contentKind(content: readonly (readonly [string, unknown])[]): BodyKind {
  const kinds = content.map(([mediaType, schema]) => bodyKind(mediaType, schema));
  if (kinds.length === 0 || kinds.includes("json")) return "json";
  return kinds.includes("blob") ? "blob" : "text";
}

/**
 * Returns what a body of a media type consists of. Bytes that a schema declares as encoded are characters. A range
 * such as `*\/*`, which names no type, is JSON if the schema declares more than a string.
 */
export function bodyKind(mediaType: string, schema?: unknown): BodyKind {
  if (isJson(mediaType)) return "json";
  if (mediaType.startsWith("text/")) return "text";
  if (!isObject(schema) || Object.keys(schema).length === 0 || isFile(schema)) return "blob";
  const isString = [schema.type].flat().includes("string");
  const isEncoded =
    schema.contentEncoding !== undefined || /^(byte|base64)$/.test(`${schema.format}`);
  if (isString && isEncoded) return "text";
  if (/^(\*|application)\/\*/.test(mediaType)) return isString ? "text" : "json";
  return "blob";
}

/**
 * Returns whether a schema declares a file: a string with the format `binary`, as in OpenAPI 3.0, or with a
 * `contentMediaType` and no encoding (OpenAPI 3.1, section 4.8.14.5), unless that is a kind of text.
 */
export function isFile({
  type,
  format,
  contentMediaType,
  contentEncoding,
}: Record<string, unknown>): boolean {
  const isText = typeof contentMediaType === "string" && bodyKind(contentMediaType) !== "blob";
  const hasContent = contentMediaType !== undefined && contentEncoding === undefined && !isText;
  const isString = type === undefined || [type].flat().includes("string");
  return isString && (format === "binary" || hasContent);
}
