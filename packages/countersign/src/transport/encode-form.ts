import { toJson } from "./encode-body.ts";

/** Returns the form that a body is, or undefined where the media type is none. */
export type EncodeForm = (
  body: unknown,
  mediaType: string,
) => FormData | URLSearchParams | undefined;

/**
 * Returns the form that a body is. Multipart: an array is one part per item, a `Blob` a file, an object its
 * JSON, anything else its text (OpenAPI 3.1, section 4.8.15.1.1). URL-encoded: a field per property, an
 * array a field per item.
 */
export const encodeForm: EncodeForm = (body, mediaType) => {
  const isMultipart = mediaType === "multipart/form-data";
  if (!isMultipart && mediaType !== "application/x-www-form-urlencoded") return undefined;
  const form = isMultipart ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(body ?? {})) {
    for (const item of [value].flat()) {
      if (item === undefined || item === null) continue;
      if (form instanceof FormData && item instanceof Blob) form.append(name, item);
      else form.append(name, typeof item === "object" ? toJson(item) : String(item));
    }
  }
  return form;
};
