import type { Hmac } from "../provider-table/provider.ts";
import { concat, utf8 } from "./encoding.ts";
import { type HashFunctions, type Message, platformHash } from "./mac.ts";

/** A request as it will be sent. */
export interface SignableRequest {
  /** Upper case. */
  readonly method: string;
  /** Absolute, and normalised by the URL parser: exactly what goes over the wire. Signing may add to its query. */
  url: string;
  readonly headers: Headers;
  /** A string, which is sent as UTF-8, or bytes; empty without a body. */
  readonly body: Message;
}

/** Values of the message's tokens. */
export interface SigningParts {
  readonly request: SignableRequest;
  /** Values for `{credential:name}`. */
  readonly credentials: ReadonlyMap<string, string>;
  /** The signing time, as sent. */
  readonly timestamp?: string | undefined;
  /** The nonce, as sent. */
  readonly nonce?: string | undefined;
  /** What `{bodyHash}` is without a body. Default: as declared. */
  readonly emptyBodyHash?: "omit" | "hash" | undefined;
  /** Default: the platform's. */
  readonly hash?: HashFunctions | undefined;
  /** Returns the value of a token that few declarations use, or undefined if there is no such token. */
  readonly token?: ((token: Token, request: SignableRequest) => string | undefined) | undefined;
}

/**
 * Returns the input of the MAC: the parts of the message with every token replaced, joined by the separator.
 * Returns a string unless a token's value is bytes.
 *
 * `{path}` and `{query}` are as on the request line; the query includes its `?`, and is empty if there is none.
 * `{body}` is the raw bytes.
 */
export async function signingInput(hmac: Hmac, parts: SigningParts): Promise<Message> {
  const bytes: Uint8Array[] = [];
  // Adjacent strings are joined first, because each UTF-8 encoding costs as much as the rest of the work.
  let pending = "";
  for (const piece of piecesOf(hmac)) {
    const given = typeof piece === "string" ? piece : tokenValue(piece, hmac, parts);
    // Awaits only promises, to save a tick for other values.
    const value = given instanceof Promise ? await given : given;
    if (typeof value === "string") {
      pending += value;
    } else {
      bytes.push(utf8(pending), value);
      pending = "";
    }
  }
  return bytes.length === 0 ? pending : concat([...bytes, utf8(pending)]);
}

/** A token of a message. */
export interface Token {
  readonly name: string;
  /** The part after the colon; empty without one. */
  readonly argument: string;
}

/** Parsed messages. A provider's declarations are frozen, so each is parsed once. */
const pieces = new WeakMap<Hmac, readonly (string | Token)[]>();

function piecesOf(hmac: Hmac): readonly (string | Token)[] {
  const known = pieces.get(hmac);
  if (known !== undefined) return known;
  const parsed = hmac.message.flatMap((part, index) => [
    ...(index > 0 ? [hmac.separator] : []),
    // The capturing group keeps the tokens: literals are at even positions, tokens at odd ones.
    ...part
      .split(/(\{[^{}]+\})/)
      .map((piece, position) => (position % 2 === 0 ? piece : toToken(piece.slice(1, -1)))),
  ]);
  pieces.set(hmac, parsed);
  return parsed;
}

function toToken(source: string): Token {
  const [name = "", argument = ""] = source.split(/:(.*)/s);
  return { name, argument };
}

function tokenValue(
  token: Token,
  hmac: Hmac,
  parts: SigningParts,
): string | Uint8Array | Promise<string> {
  const { name, argument } = token;
  const { request, credentials } = parts;
  switch (name) {
    case "method":
      return request.method;
    case "path":
      return targetOf(request.url).path;
    case "query":
      return targetOf(request.url).query;
    case "host":
      return new URL(request.url).host;
    case "body":
      return request.body;
    case "bodyHash":
      return bodyHash(hmac, parts);
    case "timestamp":
      return required(parts.timestamp, name);
    case "nonce":
      return required(parts.nonce, name);
    case "header":
      return headerValue(request.headers.get(argument) ?? "");
    case "credential":
      return credentials.get(argument) ?? "";
    default:
      // Codegen rejects an unknown one; a table written by hand must not silently sign something else.
      return required(parts.token?.(token, request), name);
  }
}

/** A header value has one character per byte: https://fetch.spec.whatwg.org/#headers-class. */
function headerValue(value: string): string | Uint8Array {
  return /^[\0-\x7f]*$/.test(value)
    ? value
    : Uint8Array.from(value, (character) => character.charCodeAt(0));
}

/** Returns path and query of a URL as on the request line. `URL` would not do: its `search` is empty for a lone `?`. */
export function targetOf(url: string): { path: string; query: string } {
  const [, path = "", query = ""] = /^[^:]+:\/\/[^/]+([^?#]*)(\?[^#]*)?/.exec(url) ?? [];
  return { path, query };
}

function bodyHash(
  { bodyHash: rule }: Hmac,
  { request: { body }, emptyBodyHash, hash = platformHash }: SigningParts,
): string | Promise<string> {
  if (rule === undefined) throw new TypeError("{bodyHash} is not declared");
  if (body.length === 0 && (emptyBodyHash ?? rule.whenEmpty) === "omit") return "";
  return hash.digest(rule.algorithm, body, rule.encoding);
}

/** Returns a token's value. It is missing only if the declaration is one that codegen rejects. */
export function required(value: string | undefined, token: string): string {
  if (value === undefined) throw new TypeError(`{${token}} has no value`);
  return value;
}
