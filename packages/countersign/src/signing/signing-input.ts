import type { Hmac } from "../provider-table/provider.ts";
import { concat, utf8 } from "./encoding.ts";
import { type HashFunctions, type Message, platformHash } from "./mac.ts";

/** A request as it will be sent. */
export interface SignableRequest {
  /** In capitals. */
  readonly method: string;
  /** Absolute and final: what the parser of URLs made of it is what goes over the wire. */
  readonly url: string;
  readonly headers: Headers;
  /** Text that is sent in UTF-8, or bytes; empty where there is no body. */
  readonly body: Message;
}

/** Where the message's tokens get their values from. */
export interface SigningParts {
  readonly request: SignableRequest;
  /** Values for `{credential:name}`. */
  readonly credentials: ReadonlyMap<string, string>;
  /** The time of signing as it is sent. */
  readonly timestamp?: string | undefined;
  /** The nonce as it is sent. */
  readonly nonce?: string | undefined;
  /** What stands for `{bodyHash}` without a body. Default: what the description says. */
  readonly emptyBodyHash?: "omit" | "hash" | undefined;
  /** Default: those of the platform. */
  readonly hash?: HashFunctions | undefined;
}

/**
 * Returns what goes under the MAC: the parts of the message with every token replaced, joined by the
 * separator. It is a text unless something in it is bytes.
 *
 * `{path}` and `{query}` are those of the request line, the query with its `?` and empty without one;
 * `{body}` are the raw bytes.
 */
export async function signingInput(hmac: Hmac, parts: SigningParts): Promise<Message> {
  const bytes: Uint8Array[] = [];
  // Neighbouring texts are one text, because each encoding costs as much as the rest of the work.
  let text = "";
  for (const piece of piecesOf(hmac)) {
    const given = typeof piece === "string" ? piece : tokenValue(piece, hmac, parts);
    // Without waiting for what is there.
    const value = given instanceof Promise ? await given : given;
    if (typeof value === "string") {
      text += value;
    } else {
      bytes.push(utf8(text), value);
      text = "";
    }
  }
  return bytes.length === 0 ? text : concat([...bytes, utf8(text)]);
}

interface Token {
  readonly name: string;
  /** What stands behind the colon; empty without one. */
  readonly argument: string;
}

/** Descriptions are frozen facts of a provider, so that each is taken apart once. */
const pieces = new WeakMap<Hmac, readonly (string | Token)[]>();

function piecesOf(hmac: Hmac): readonly (string | Token)[] {
  const known = pieces.get(hmac);
  if (known !== undefined) return known;
  const taken = hmac.message.flatMap((part, index) => [
    ...(index > 0 ? [hmac.separator] : []),
    // The capturing group keeps the tokens: texts stand at even positions, tokens at odd ones.
    ...part
      .split(/(\{[^{}]+\})/)
      .map((piece, position) => (position % 2 === 0 ? piece : toToken(piece.slice(1, -1)))),
  ]);
  pieces.set(hmac, taken);
  return taken;
}

function toToken(text: string): Token {
  const [name = "", argument = ""] = text.split(/:(.*)/s);
  return { name, argument };
}

function tokenValue(
  { name, argument }: Token,
  hmac: Hmac,
  parts: SigningParts,
): string | Uint8Array | Promise<string> {
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
      // Codegen refuses it; a table written by hand must not sign something else in silence.
      throw new TypeError(`unknown token {${name}} in the description of a signature`);
  }
}

/** A header's value has one character for each of its bytes: https://fetch.spec.whatwg.org/#headers-class. */
function headerValue(value: string): string | Uint8Array {
  return /^[\0-\x7f]*$/.test(value)
    ? value
    : Uint8Array.from(value, (character) => character.charCodeAt(0));
}

/**
 * Returns path and query as they stand on the request line. Not by parsing the URL a second time, which is
 * final, and whose `search` would be empty for a lone `?`.
 */
function targetOf(url: string): { path: string; query: string } {
  const [, path = "", query = ""] = /^[^:]+:\/\/[^/]+([^?#]*)(\?[^#]*)?/.exec(url) ?? [];
  return { path, query };
}

function bodyHash(
  { bodyHash: rule }: Hmac,
  { request: { body }, emptyBodyHash, hash = platformHash }: SigningParts,
): string | Promise<string> {
  if (rule === undefined) throw new TypeError("{bodyHash} has no description");
  if (body.length === 0 && (emptyBodyHash ?? rule.whenEmpty) === "omit") return "";
  return hash.digest(rule.algorithm, body, rule.encoding);
}

/** Returns a token's value. Without one, a description that codegen refuses is being used. */
export function required(value: string | undefined, token: string): string {
  if (value === undefined) throw new TypeError(`{${token}} has no value`);
  return value;
}
