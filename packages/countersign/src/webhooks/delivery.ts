import { CountersignError, WebhookError } from "../errors/errors.ts";
import type { Bytes } from "../signing/bytes.ts";
import { utf8 } from "../signing/encoding.ts";

/** A webhook delivery: a `Request` whose body nobody has read, or its raw body and its headers. */
export type WebhookDelivery = Request | RawWebhookDelivery;

/** A delivery in parts, as any server hands it over. */
export interface RawWebhookDelivery {
  /** The body as it came: not parsed, and not serialised again. */
  readonly body: WebhookBody;
  readonly headers: WebhookHeaders;
}

/** The bytes of a body, or its text. */
export type WebhookBody = string | Uint8Array | ArrayBuffer;

/** Headers by name in any case: `Headers`, Node's object of headers, or pairs of name and value. */
export type WebhookHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>;

/** Returns a header, or undefined where there is none; one that came twice is joined by `, `. */
export type FindHeader = (name: string) => string | undefined;

/** Longer than a server takes all headers together to be: Node has 16 KiB for them. */
const MAX_HEADER_LENGTH = 16_384;

/** Returns what finds a delivery's headers by name. Only what a record has of its own is a header. */
export function headerFinder(headers: WebhookHeaders): FindHeader {
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return (wanted) => {
    const values = entries.flatMap(([name, value = []]) =>
      name.toLowerCase() === wanted.toLowerCase() ? value : [],
    );
    return values.length > 0 ? values.join(", ") : undefined;
  };
}

/**
 * Returns a header.
 *
 * @throws WebhookError `header_missing`, or `header_malformed` when it is longer than any can be.
 */
export function requiredHeader(find: FindHeader, name: string): string {
  const value = find(name);
  if (value === undefined) throw new WebhookError("header_missing", name);
  if (value.length > MAX_HEADER_LENGTH) throw new WebhookError("header_malformed", name);
  return value;
}

/**
 * Returns the bytes of a delivery's body.
 *
 * @throws CountersignError `request_invalid` when they are gone: the body was read or parsed before.
 */
export async function readBody(delivery: WebhookDelivery): Promise<Bytes> {
  if (!("arrayBuffer" in delivery)) return bodyBytes(delivery.body);
  if (delivery.bodyUsed) throw bodyGone("has been read");
  return new Uint8Array(await delivery.arrayBuffer());
}

/** Returns the bytes of a body. */
export function bodyBytes(body: WebhookBody): Bytes {
  if (typeof body === "string") return utf8(body);
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new Uint8Array(body);
  throw bodyGone("is neither a text nor bytes");
}

function bodyGone(problem: string): CountersignError {
  return new CountersignError(
    "request_invalid",
    `The delivery's body ${problem}; verify it before anything reads or parses it.`,
  );
}
