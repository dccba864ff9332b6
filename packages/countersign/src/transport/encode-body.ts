import { CountersignError } from "../errors.ts";
import type { EncodeForm } from "./encode-form.ts";

/** A body as it is signed and sent. */
export interface EncodedBody {
  /** Text that is sent in UTF-8, or bytes. */
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** Its media type; that of a form holds a boundary, so that nothing else can stand for it. */
  readonly mediaType: string;
}

/**
 * Returns a body as fetch sends it: text and bytes as they are, a form as `encodeForm` writes it, anything
 * else as JSON. `FormData` that a caller made himself says what it is.
 *
 * @throws CountersignError `request_invalid` for a file within JSON, which would arrive empty.
 * @param mediaType - That of the operation's body.
 */
export async function encodeBody(
  body: unknown,
  mediaType = "application/json",
  encodeForm?: EncodeForm,
): Promise<EncodedBody> {
  const value = isRaw(body) ? body : (encodeForm?.(body, mediaType) ?? toJson(body));
  if (typeof value === "string") return { content: value, mediaType };
  const carrier = new Response(value);
  const isMultipart = value instanceof FormData;
  return {
    mediaType: (isMultipart && carrier.headers.get("content-type")) || mediaType,
    content: new Uint8Array(await carrier.arrayBuffer()),
  };
}

function isRaw(body: unknown): body is Exclude<BodyInit, ReadableStream> {
  return (
    typeof body === "string" ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    [FormData, URLSearchParams, Blob].some((type) => body instanceof type)
  );
}

/** Returns a value as JSON. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  // A file would be an empty object. Asking for each value costs more than the rest, so only then.
  if (text?.includes("{}")) JSON.stringify(value, refuseFile);
  return text;
}

function refuseFile(name: string, value: unknown): unknown {
  if (!(value instanceof Blob)) return value;
  throw new CountersignError(
    "request_invalid",
    `A file (\`${name}\`) cannot be sent as JSON; give FormData where the operation takes a form.`,
  );
}
