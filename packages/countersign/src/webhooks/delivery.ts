import { CountersignError, WebhookError } from "../errors/errors.ts";
import type { Bytes } from "../signing/bytes.ts";
import { utf8 } from "../signing/encoding.ts";

/** A webhook delivery: a `Request` whose body has not been read, or a raw body with its headers. */
export type WebhookDelivery = Request | RawWebhookDelivery;

/** A delivery as a raw body with its headers, for servers that do not use `Request`. */
export interface RawWebhookDelivery {
  /** The body as received, neither parsed nor re-serialised. */
  readonly body: WebhookBody;
  readonly headers: WebhookHeaders;
}

/** A body, as bytes or a string. */
export type WebhookBody = string | ArrayBufferView | ArrayBuffer;

/** Headers: a `Headers`, Node's headers object, or name-value pairs. Names are case-insensitive. */
export type WebhookHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>;

/** Returns a header, or undefined if it is absent; repeated headers are joined by `, `. */
export type FindHeader = (name: string) => string | undefined;

/** Node's limit for all headers of a request together: 16 KiB. */
const MAX_HEADER_LENGTH = 16_384;

/**
 * Returns a function that finds a delivery's headers by name. Inherited properties of a record are not headers.
 *
 * The function throws a WebhookError `header_malformed` if the header is too long.
 */
export function headerFinder(headers: WebhookHeaders): FindHeader {
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return (wanted) => {
    const values = entries.flatMap(([name, value = []]) =>
      name.toLowerCase() === wanted.toLowerCase() ? value : [],
    );
    if (values.length === 0) return undefined;
    const value = values.join(", ");
    if (value.length > MAX_HEADER_LENGTH) throw new WebhookError("header_malformed", wanted);
    return value;
  };
}

/**
 * Returns a header.
 *
 * @throws WebhookError `header_missing`, and what `find` throws.
 */
export function requiredHeader(find: FindHeader, name: string): string {
  const value = find(name);
  if (value === undefined) throw new WebhookError("header_missing", name);
  return value;
}

/**
 * Returns the bytes of a delivery's body.
 *
 * @throws CountersignError `request_invalid` if the body has already been read or parsed.
 */
export async function readBody(delivery: WebhookDelivery): Promise<Bytes> {
  if (!("arrayBuffer" in delivery)) return bodyBytes(delivery.body);
  if (delivery.bodyUsed) throw bodyError("has already been read");
  return new Uint8Array(await delivery.arrayBuffer());
}

/** Returns the bytes of a body. */
export function bodyBytes(body: WebhookBody): Bytes {
  if (typeof body === "string") return utf8(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  // A view of other elements, or of none, such as a `DataView`, is read by its bytes too.
  if (ArrayBuffer.isView(body)) {
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  }
  throw bodyError("is neither a string nor bytes");
}

function bodyError(problem: string): CountersignError {
  return new CountersignError(
    "request_invalid",
    `The delivery's body ${problem}; verify it before reading or parsing it.`,
  );
}
