import type { PropertyEncoding } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { encodeJson } from "./encode-json.ts";
import { parameterString } from "./parameter-string.ts";
import { cannotSend, isRecord } from "./value-kind.ts";

/** A body as it is signed and sent. */
export interface EncodedBody {
  /** A string, which is sent as UTF-8, or bytes. */
  readonly content: string | Bytes;
  /** Media type, including the boundary of a multipart form, without which the body cannot be parsed. */
  readonly mediaType: string;
}

/** Encodes a body for a media type, as fetch sends it. The encodings are those of a form's properties. */
export type EncodeBody = (
  body: unknown,
  mediaType: string,
  encodings?: readonly PropertyEncoding[],
) => Promise<EncodedBody>;

const URL_ENCODED = "application/x-www-form-urlencoded";

/**
 * Encodes a body as fetch sends it: bytes and a `Blob` unchanged, a string unchanged unless the media type is JSON, a
 * form by its media type, anything else as JSON. `FormData` is always multipart, and `URLSearchParams` URL-encoded.
 * These classes may be those of another realm or of a library that follows the standard.
 *
 * A form has one part or field per property, or per item of an array: a `Blob` or bytes are a file, a plain object its
 * JSON, anything else its string form. An encoding's media type replaces these (OpenAPI 3.1, section 4.8.15.1.1).
 *
 * @throws CountersignError `request_invalid` for a value that would be lost, such as a Map or the object of the package
 * `form-data`, which does not follow the standard.
 */
export const encodeBody: EncodeBody = async (body, mediaType, encodings = []) => {
  if (typeof body === "string" && !/[/+]json$/.test(mediaType)) return { content: body, mediaType };
  const bytes = await bytesOf(body);
  if (bytes !== undefined) return { content: bytes, mediaType };
  const brand = brandOf(body);
  if (brand === "URLSearchParams") return { content: String(body), mediaType: URL_ENCODED };
  const isFormData = brand === "FormData" && typeof Object(body).entries === "function";
  const isMultipart = isFormData || mediaType === "multipart/form-data";
  if (!isMultipart && mediaType !== URL_ENCODED) return { content: encodeJson(body), mediaType };
  if (!isFormData && !isRecord(body)) throw cannotSend("body", body);
  const parts = isFormData
    ? await toParts(normalEntries(body as FormData), [])
    : await toParts(Object.entries(body as object), encodings);
  if (isMultipart) return encodeParts(parts);
  const fields = parts.map(({ name, value }) => {
    if (typeof value === "string") return [name, value];
    throw cannotSend(name, value);
  });
  return { content: new URLSearchParams(fields).toString(), mediaType };
};

/** Returns the name that a standard gives a value's class, which is the same in every realm and library. */
function brandOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Returns the bytes of a buffer, a view or a `Blob`, or undefined for anything else. */
async function bytesOf(value: unknown): Promise<Bytes | undefined> {
  const isBuffer = ArrayBuffer.isView(value) || brandOf(value) === "ArrayBuffer";
  const blob = isBuffer ? new Blob([value as BlobPart]) : (value as Blob);
  const isBlob = /^(Blob|File)$/.test(brandOf(blob)) && typeof blob.arrayBuffer === "function";
  return isBlob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}

/** A part of a multipart form, or a field of a URL-encoded one. */
interface Part {
  readonly name: string;
  readonly value: string | Bytes;
  readonly contentType: string | undefined;
  /** Of a file. */
  readonly fileName: string | undefined;
}

async function toParts(
  entries: readonly (readonly [string, unknown])[],
  encodings: readonly PropertyEncoding[],
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const [name, given] of entries) {
    const encoding = encodings.find((each) => each.name === name);
    const declared = encoding && "contentType" in encoding ? encoding.contentType : undefined;
    const isJson = /[/+]json\s*(;|$)/.test(declared ?? "");
    for (const item of isJson ? [given] : [given].flat()) {
      if (item === undefined || item === null) continue;
      const bytes = await bytesOf(item);
      const isText = !isJson && typeof item !== "object";
      const { type, name: fileName = "blob" } = Object(item);
      const value =
        bytes ?? (isText ? parameterString("form", name, item) : encodeJson(item, name));
      const usual = bytes ? "application/octet-stream" : isText ? undefined : "application/json";
      parts.push({
        name,
        value,
        contentType: (bytes && type) || declared || usual,
        fileName: bytes && fileName,
      });
    }
  }
  return parts;
}

/** Returns the entries of a `FormData`, with line breaks as the HTML standard requires. */
function normalEntries(form: FormData): [name: string, value: unknown][] {
  const normal = <T>(value: T): T | string =>
    typeof value === "string" ? value.replace(/\r?\n|\r/g, "\r\n") : value;
  return [...form.entries()].map(([name, value]) => [normal(name), normal(value)]);
}

/** Writes a form itself, because the platform's `FormData` gives every part with a media type a file name. */
async function encodeParts(parts: readonly Part[]): Promise<EncodedBody> {
  const boundary = `form-${globalThis.crypto.randomUUID()}`;
  const chunks = parts.flatMap(({ name, value, contentType, fileName }) => {
    const file = fileName === undefined ? "" : `; filename="${escaped(fileName)}"`;
    const type = contentType === undefined ? "" : `\r\nContent-Type: ${contentType}`;
    const head = `Content-Disposition: form-data; name="${escaped(name)}"${file}${type}`;
    return [`--${boundary}\r\n${head}\r\n\r\n`, value, "\r\n"];
  });
  return {
    content: (await bytesOf(new Blob([...chunks, `--${boundary}--\r\n`]))) ?? "",
    mediaType: `multipart/form-data; boundary=${boundary}`,
  };
}

/** Escapes a name as browsers do: the HTML standard, multipart/form-data encoding algorithm. */
function escaped(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent);
}
