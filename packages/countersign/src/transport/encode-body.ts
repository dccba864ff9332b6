import type { PropertyEncoding } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { encodeJson } from "./encode-json.ts";

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

/**
 * Encodes a body as fetch sends it: bytes unchanged, a string unchanged unless the media type is JSON, a form by its
 * media type, anything else as JSON. `FormData` is always multipart.
 *
 * A form has one part or field per property, or per item of an array: a `Blob` is a file, an object its JSON, anything
 * else its string form. An encoding's media type replaces these (OpenAPI 3.1, section 4.8.15.1.1).
 *
 * @throws CountersignError `request_invalid` for a file within JSON.
 */
export const encodeBody: EncodeBody = async (body, mediaType, encodings = []) => {
  if (typeof body === "string" && !/[/+]json$/.test(mediaType)) return { content: body, mediaType };
  if (isRaw(body)) {
    const carrier = new Response(body);
    const formType = body instanceof FormData && carrier.headers.get("content-type");
    return { content: await bytesOf(carrier), mediaType: formType || mediaType };
  }
  if (mediaType === "multipart/form-data") return encodeParts(toParts(body, encodings));
  if (mediaType !== "application/x-www-form-urlencoded") {
    return { content: encodeJson(body), mediaType };
  }
  const fields = toParts(body, encodings).map(({ name, value }) => {
    return [name, typeof value === "string" ? value : encodeJson(value)];
  });
  return { content: new URLSearchParams(fields).toString(), mediaType };
};

async function bytesOf(source: Response | Blob): Promise<Bytes> {
  return new Uint8Array(await source.arrayBuffer());
}

function isRaw(body: unknown): body is Exclude<BodyInit, ReadableStream> {
  return (
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    [FormData, URLSearchParams, Blob].some((type) => body instanceof type)
  );
}

/** A part of a multipart form, or a field of a URL-encoded one. */
interface Part {
  readonly name: string;
  readonly value: string | Blob;
  readonly contentType: string | undefined;
}

function toParts(body: unknown, encodings: readonly PropertyEncoding[]): Part[] {
  return Object.entries(body ?? {}).flatMap(([name, value]) => {
    const encoding = encodings.find((each) => each.name === name);
    const declared = encoding && "contentType" in encoding ? encoding.contentType : undefined;
    const isJson = /[/+]json\s*(;|$)/.test(declared ?? "");
    return [isJson ? [value] : value].flat().flatMap((item: unknown): Part[] => {
      if (item === undefined || item === null) return [];
      if (item instanceof Blob) {
        const contentType = item.type || declared || "application/octet-stream";
        return [{ name, value: item, contentType }];
      }
      if (!isJson && typeof item !== "object")
        return [{ name, value: String(item), contentType: declared }];
      return [{ name, value: encodeJson(item), contentType: declared ?? "application/json" }];
    });
  });
}

/** Writes a form itself, because the platform's `FormData` gives every part with a media type a file name. */
async function encodeParts(parts: readonly Part[]): Promise<EncodedBody> {
  const boundary = `form-${globalThis.crypto.randomUUID()}`;
  const chunks = parts.flatMap(({ name, value, contentType }) => {
    const file = value instanceof Blob ? `; filename="${escaped(fileName(value))}"` : "";
    const type = contentType === undefined ? "" : `\r\nContent-Type: ${contentType}`;
    const head = `Content-Disposition: form-data; name="${escaped(name)}"${file}${type}`;
    return [`--${boundary}\r\n${head}\r\n\r\n`, value, "\r\n"];
  });
  return {
    content: await bytesOf(new Blob([...chunks, `--${boundary}--\r\n`])),
    mediaType: `multipart/form-data; boundary=${boundary}`,
  };
}

function fileName(file: Blob): string {
  return file instanceof File ? file.name : "blob";
}

/** Escapes a name as browsers do: the HTML standard, multipart/form-data encoding algorithm. */
function escaped(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent);
}
