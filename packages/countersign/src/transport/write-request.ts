import { CountersignError } from "../errors/errors.ts";
import type { Operation } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import type { EncodeBody } from "./encode-body.ts";
import { encodeJson } from "./encode-json.ts";
import { invalidParameter, plainText } from "./plain-text.ts";
import { isRepeatable } from "./retry.ts";
import { serializePath } from "./serialize-path.ts";
import { serializeQuery } from "./serialize-query.ts";

/** A request before it is authenticated. */
export interface RequestDraft {
  /** In capitals. */
  readonly method: string;
  /** As the platform writes it on the request line, which is what gets signed. */
  readonly url: string;
  readonly headers: Headers;
  /** Text that is sent in UTF-8, or bytes; empty without a body. */
  readonly body: string | Bytes;
}

/** The input of a call without types. */
export interface UntypedInit {
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, unknown>>;
    readonly cookie?: Readonly<Record<string, unknown>>;
  };
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** Where a request goes, and the headers that every request has. */
export interface RequestTarget {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Writes what is not JSON; not there where the provider takes nothing else. */
  readonly encodeBody: EncodeBody | undefined;
}

/** Writes the request that a call's input stands for. */
export type WriteRequest = typeof writeRequest;

/**
 * Returns the request that a call's input stands for, of an operation's form.
 *
 * @throws CountersignError `request_invalid` for a value that would be dropped or distorted.
 */
export async function writeRequest(
  { method, path, requestMediaType = "application/json", idempotencyHeader }: Operation,
  { params = {}, body, headers: given }: UntypedInit,
  { baseUrl, headers: common, encodeBody }: RequestTarget,
): Promise<RequestDraft> {
  const target = baseUrl.replace(/\/$/, "") + serializePath(path, params.path ?? {});
  const url = new URL(target + serializeQuery(params.query ?? {})).href;
  const headers = new Headers();
  addHeaders(headers, common);
  addHeaders(headers, given);
  addHeaders(headers, params.header);
  // One key for all attempts, so that the provider recognises them as the same.
  const needsKey = idempotencyHeader !== undefined && !isRepeatable(method, false);
  // An empty one is none.
  if (needsKey && !headers.get(idempotencyHeader)) {
    headers.set(idempotencyHeader, globalThis.crypto.randomUUID());
  }
  if (body === undefined) return { method, url, headers, body: "" };
  // Fetch refuses it too, but only when everything says that the request has left.
  if (/^(GET|HEAD)$/.test(method)) {
    throw new CountersignError("request_invalid", `A ${method} cannot have a body.`);
  }
  const { content, mediaType } = encodeBody
    ? await encodeBody(body, requestMediaType)
    : { content: encodeJson(body), mediaType: requestMediaType };
  // Nobody but the platform knows the boundary of its form.
  if (!headers.has("content-type") || mediaType.includes("boundary=")) {
    headers.set("content-type", mediaType);
  }
  return { method, url, headers, body: content };
}

/** Null takes a header away. An array's items are joined by commas, in OpenAPI's style `simple`. */
function addHeaders(headers: Headers, added: Readonly<Record<string, unknown>> = {}): void {
  for (const [name, value] of Object.entries(added)) {
    if (value === null) headers.delete(name);
    else if (value !== undefined) {
      const text = [value]
        .flat()
        .map((one) => plainText("header", name, one))
        .join(",");
      // The platform's own error would show the value.
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
        throw invalidParameter("header", name, "be Latin-1 without line breaks");
      }
      headers.set(name, text);
    }
  }
}
