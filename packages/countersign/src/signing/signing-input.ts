import type { Hmac } from "../provider.ts";
import { concat, encode, utf8 } from "./encoding.ts";
import { digest, type HashFunctions } from "./mac.ts";

/** A request as it will be sent. */
export interface SignableRequest {
  /** In capitals. */
  readonly method: string;
  /** Absolute and final: what the parser of URLs made of it is what goes over the wire. */
  readonly url: string;
  readonly headers: Headers;
  /** Empty where there is no body. */
  readonly body: Uint8Array<ArrayBuffer>;
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
 * Returns the bytes that go under the MAC: the parts of the message with every token replaced, joined
 * by the separator.
 *
 * `{path}` and `{query}` are those of the request line, the query with its `?` and empty without one;
 * `{body}` are the raw bytes.
 */
export async function signingInput(
  hmac: Hmac,
  parts: SigningParts,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes: Uint8Array[] = [];
  // Neighbouring texts are one text, because each encoding costs as much as the rest of the work.
  let text = "";
  for (const piece of piecesOf(hmac)) {
    const value = typeof piece === "string" ? piece : await tokenValue(piece, hmac, parts);
    if (typeof value === "string") {
      text += value;
    } else {
      bytes.push(utf8(text), value);
      text = "";
    }
  }
  return bytes.length === 0 ? utf8(text) : concat([...bytes, utf8(text)]);
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

async function tokenValue(
  { name, argument }: Token,
  hmac: Hmac,
  parts: SigningParts,
): Promise<string | Uint8Array> {
  const { request, credentials } = parts;
  switch (name) {
    case "method":
      return request.method;
    case "path":
      return new URL(request.url).pathname;
    case "query":
      return queryOf(request.url);
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
      return latin1(request.headers.get(argument) ?? "");
    case "credential":
      return credentials.get(argument) ?? "";
    default:
      // Codegen refuses it; a table written by hand must not sign something else in silence.
      throw new TypeError(`unknown token {${name}} in the description of a signature`);
  }
}

/** A header's value has one character for each of its bytes: https://fetch.spec.whatwg.org/#headers-class. */
function latin1(value: string): Uint8Array {
  return Uint8Array.from(value, (character) => character.charCodeAt(0));
}

/** Not `URL.search`: for a lone `?` that is empty, but the request line has it. */
function queryOf(url: string): string {
  const [target = ""] = url.split("#", 1);
  const start = target.indexOf("?");
  return start === -1 ? "" : target.slice(start);
}

async function bodyHash(
  { bodyHash: rule }: Hmac,
  { request: { body }, emptyBodyHash, hash }: SigningParts,
): Promise<string> {
  if (rule === undefined) throw new TypeError("{bodyHash} has no description");
  if (body.length === 0 && (emptyBodyHash ?? rule.whenEmpty) === "omit") return "";
  return encode(await digest(rule.algorithm, body, hash), rule.encoding);
}

/** Returns a token's value. Without one, a description that codegen refuses is being used. */
export function required(value: string | undefined, token: string): string {
  if (value === undefined) throw new TypeError(`{${token}} has no value`);
  return value;
}
