import { CountersignError } from "../errors/errors.ts";
import type { Operation } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import type { EncodeBody } from "./encode-body.ts";
import { encodeJson } from "./encode-json.ts";
import { invalidParameter, parameterString } from "./parameter-string.ts";
import { isSafeToRetry } from "./retry.ts";
import { serializePath } from "./serialize-path.ts";
import { serializeQuery } from "./serialize-query.ts";
import { cannotSend, isRecord } from "./value-kind.ts";

/** A request before it is authenticated. */
export interface RequestDraft {
  /** Upper case. */
  readonly method: string;
  /** Normalised by the platform, as on the request line, because that is what gets signed. */
  readonly url: string;
  readonly headers: Headers;
  /** A string, which is sent as UTF-8, or bytes; empty without a body. */
  readonly body: string | Bytes;
}

/** Headers: a `Headers`, a record, or name-value pairs, as `fetch` takes them. */
export type HeadersOption =
  | Headers
  | Readonly<Record<string, string>>
  | Iterable<readonly [name: string, value: string]>;

/** Input of a call, untyped. */
export interface UntypedInit {
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, unknown>>;
    readonly cookie?: Readonly<Record<string, unknown>>;
  };
  readonly body?: unknown;
  readonly headers?: unknown;
}

/** What all requests to a server share. */
export interface RequestTarget {
  readonly baseUrl: string;
  /** Those of the client. */
  readonly headers: Headers | Readonly<Record<string, string>>;
  /** Encodes non-JSON bodies; undefined if the provider accepts only JSON. */
  readonly encodeBody?: EncodeBody | undefined;
}

/** Builds the request for an operation from a call's input. */
export type WriteRequest = typeof writeRequest;

/**
 * Builds the request for an operation from a call's input.
 *
 * @throws CountersignError `request_invalid` for a value that would be dropped or distorted.
 */
export async function writeRequest(
  { method, path, requestMediaType = "application/json", encodings, idempotencyHeader }: Operation,
  { params = {}, body, headers: given }: UntypedInit,
  { baseUrl, headers: common, encodeBody }: RequestTarget,
): Promise<RequestDraft> {
  const url = requestUrl(path, params, baseUrl);
  const headers = new Headers(common);
  addHeaders(headers, given);
  addHeaders(headers, params.header);
  // One key for all attempts, so that the provider recognises them as the same request.
  const needsKey = idempotencyHeader !== undefined && !isSafeToRetry(method, false);
  // An empty key counts as missing.
  if (needsKey && !headers.get(idempotencyHeader)) {
    headers.set(idempotencyHeader, globalThis.crypto.randomUUID());
  }
  if (body === undefined) return { method, url, headers, body: "" };
  // Fetch rejects it too, but only after the hooks and `attempts` have reported the request as sent.
  if (/^(GET|HEAD)$/.test(method)) {
    throw new CountersignError("request_invalid", `A ${method} request cannot have a body.`);
  }
  const { content, mediaType } = encodeBody
    ? await encodeBody(body, requestMediaType, encodings)
    : { content: encodeJson(body), mediaType: requestMediaType };
  // Only the platform knows the boundary of a form.
  if (!headers.has("content-type") || mediaType.includes("boundary=")) {
    headers.set("content-type", mediaType);
  }
  return { method, url, headers, body: content };
}

/** Returns the URL of a request. */
export function requestUrl(
  path: string,
  { path: values = {}, query = {} }: NonNullable<UntypedInit["params"]>,
  baseUrl: string,
): string {
  if (!isRecord(query)) throw cannotSend("query", query);
  const target = baseUrl.replace(/\/$/, "") + serializePath(path, values);
  const added = serializeQuery(query);
  // A path may have a query of its own, whose pairs are constant.
  return new URL(target + (path.includes("?") ? added.replace("?", "&") : added)).href;
}

/**
 * Adds headers to those of a request, whose values they replace. Null removes a header. The items of an array are
 * joined by commas, in OpenAPI's style `simple`.
 *
 * @param added - A `Headers` of any realm or other name-value pairs, or a record.
 * @throws CountersignError `request_invalid` for anything else, and for a value that would be dropped or distorted.
 */
export function addHeaders(headers: Headers, added: unknown): void {
  if (added === undefined) return;
  const own = new Headers();
  for (const pair of isRecord(added) ? Object.entries(added) : pairsOf(added)) {
    const [name, value] = Array.isArray(pair) && pair.length === 2 ? pair : [];
    if (value === null) headers.delete(name);
    else if (value !== undefined || name === undefined) {
      const string = [value]
        .flat()
        .map((one) => parameterString("header", name, one))
        .join(",");
      // The platform's own error would show the value.
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(string)) {
        throw invalidParameter("header", name, "be Latin-1 without line breaks");
      }
      own.append(name, string);
    }
  }
  for (const [name, value] of own) headers.set(name, value);
}

function pairsOf(headers: unknown): Iterable<unknown> {
  if (Symbol.iterator in Object(headers)) return headers as Iterable<unknown>;
  throw cannotSend("headers", headers);
}
