import type { Bytes } from "../signing/bytes.ts";
import { encodeJson } from "./encode-json.ts";

/** A body as it is signed and sent. */
export interface EncodedBody {
  /** A string, which is sent as UTF-8, or bytes. */
  readonly content: string | Bytes;
  /** Media type, including the boundary of a multipart form, without which the body cannot be parsed. */
  readonly mediaType: string;
}

/** Encodes a body for a media type, as fetch sends it. */
export type EncodeBody = (body: unknown, mediaType: string) => Promise<EncodedBody>;

/**
 * Encodes a body as fetch sends it: bytes unchanged, a string unchanged unless the media type is JSON, a form by its
 * media type, anything else as JSON. `FormData` is always multipart.
 *
 * Multipart: an array is one part per item, a `Blob` a file, an object its JSON, anything else its string form
 * (OpenAPI 3.1, section 4.8.15.1.1). URL-encoded: one field per property, or per item of an array.
 *
 * @throws CountersignError `request_invalid` for a file within JSON.
 */
export const encodeBody: EncodeBody = async (body, mediaType) => {
  const isText = typeof body === "string" && !/[/+]json$/.test(mediaType);
  const value = isText || isRaw(body) ? body : (toForm(body, mediaType) ?? encodeJson(body));
  if (typeof value === "string") return { content: value, mediaType };
  const carrier = new Response(value);
  const isMultipart = value instanceof FormData;
  return {
    mediaType: (isMultipart && carrier.headers.get("content-type")) || mediaType,
    content: new Uint8Array(await carrier.arrayBuffer()),
  };
};

function isRaw(body: unknown): body is Exclude<BodyInit, ReadableStream> {
  return (
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    [FormData, URLSearchParams, Blob].some((type) => body instanceof type)
  );
}

function toForm(body: unknown, mediaType: string): FormData | URLSearchParams | undefined {
  const isMultipart = mediaType === "multipart/form-data";
  if (!isMultipart && mediaType !== "application/x-www-form-urlencoded") return undefined;
  const form = isMultipart ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(body ?? {})) {
    for (const item of [value].flat()) {
      if (item === undefined || item === null) continue;
      if (form instanceof FormData && item instanceof Blob) form.append(name, item);
      else form.append(name, typeof item === "object" ? encodeJson(item) : String(item));
    }
  }
  return form;
}
