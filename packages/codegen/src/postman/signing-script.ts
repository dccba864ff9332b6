import type { SecuritySchemeModel } from "@countersign/spec/model";
import type { Encoding, Hmac } from "@countersign/spec/vocabulary";
import { literal } from "../emit/text.ts";
import { type SignedPiece, signedPieces, valuePieces } from "../samples/signed-pieces.ts";

/** A security scheme that signs. */
export type SigningScheme = SecuritySchemeModel & { kind: "hmac" };

/** Returns the variable for the value of a signature header. */
export function signatureVariable({ name }: { readonly name: string }): string {
  return `hmac.${name}`;
}

/** Returns the variable for the signing time. */
export function timestampVariable({ timestamp }: Hmac): string {
  return timestamp?.unit === "ms" ? "hmac.timestampMs" : "hmac.timestamp";
}

/** The variable for the nonce. */
export const NONCE_VARIABLE = "hmac.nonce";

/**
 * Returns the lines of a script that Postman runs before each request. It computes the signatures that the
 * request refers to as variables, over the request with all other variables filled in.
 */
export function signingScript(schemes: readonly SigningScheme[]): string[] {
  return [...PREAMBLE, ...schemes.flatMap(schemeLines)];
}

const PREAMBLE =
  `// Computes the signatures that a request uses as {{hmac.…}}, over the request as it will be sent.
const CryptoJS = require("crypto-js");
const { request } = pm;
const filled = (text) => pm.variables.replaceIn(text || "");
const value = (name) => filled("{{" + name + "}}");
const uses = (name) => (request.headers + request.url.getQueryString()).includes("{{" + name + "}}");
const header = (name) => filled(request.headers.get(name));

pm.variables.set("hmac.timestamp", String(Math.floor(Date.now() / 1000)));
pm.variables.set("hmac.timestampMs", String(Date.now()));
pm.variables.set("hmac.nonce", CryptoJS.lib.WordArray.random(16).toString());

const { url } = request;
// A signature in the query does not cover itself.
const search = (url.getQueryString() ? "?" + url.getQueryString() : "")
  .replace(/(\\?|&)[^&=]*=\\{\\{hmac\\.(?!timestamp|nonce)[^}]*\\}\\}/g, "");
const fullUrl = filled(url.getHost() + url.getPath() + search);
const [, host, path, query] = /^(?:\\w+:\\/\\/)?([^/?]*)([^?]*)(.*)$/s.exec(fullUrl);
// Postman encodes these characters when it sends the request.
const percent = (text) => encodeURIComponent(text).replace(/[!'()*]/g,
  (character) => "%" + character.charCodeAt(0).toString(16).toUpperCase());
const segment = (name) => path.split("/").at(url.path.indexOf(":" + name) - url.path.length);
const parts = {
  host,
  path: path.replace(/[^\\x21-\\x7e]|["'<>\`{}|^]/gu, percent),
  query: query.replace(/[^\\x21-\\x7e]|["'<>\`{}|^!()*]/gu, percent),
};

// The key may include its prefix.
const bare = (key, prefix) => (key.startsWith(prefix) ? key.slice(prefix.length) : key);

const isEmpty = !request.body || request.body.isEmpty();
function body() {
  if (isEmpty) return "";
  if (request.body.mode === "raw") return filled(request.body.raw);
  throw new Error("Only a raw body can be signed here.");
}`.split("\n");

function schemeLines(scheme: SigningScheme): string[] {
  const { hmac } = scheme;
  const variable = signatureVariable(scheme);
  const hash =
    hmac.bodyHash && encoded(`CryptoJS.${hashName(hmac.bodyHash)}(body())`, hmac.bodyHash);
  const omitted = hmac.bodyHash?.whenEmpty === "omit" ? `isEmpty ? "" : ${hash}` : hash;
  const message = signedPieces(hmac).map((piece) => expressionOf(piece, hmac));
  const signature = encoded(`CryptoJS.Hmac${hashName(hmac)}(message, ${keyOf(hmac)})`, hmac);
  const written = valuePieces(hmac).map((piece) => expressionOf(piece, hmac));
  const value = `[${written.join(", ")}].join("")`;
  return [
    "",
    `if (uses(${literal(variable)})) {`,
    ...(hash === undefined ? [] : [`  const bodyHash = ${omitted};`]),
    `  const message = [${message.join(", ")}].join("");`,
    `  const signature = ${signature};`,
    `  pm.variables.set(${literal(variable)}, ${scheme.parameter === undefined ? value : `encodeURIComponent(${value})`});`,
    "}",
  ];
}

function hashName({ algorithm }: Pick<Hmac, "algorithm">): string {
  return algorithm.replace("-", "");
}

function encoded(words: string, { encoding }: { readonly encoding: Encoding }): string {
  const hex = `${words}.toString()`;
  const base64 = `${words}.toString(CryptoJS.enc.Base64)`;
  const unpadded = `${base64}.replace(/=+$/, "")`;
  const written: Readonly<Record<Encoding, string>> = {
    hex,
    hexUpper: `${hex}.toUpperCase()`,
    base64,
    base64Unpadded: unpadded,
    base64url: `${unpadded}.replace(/\\+/g, "-").replace(/\\//g, "_")`,
  };
  return written[encoding];
}

function keyOf({ credential, keyEncoding = "utf8", keyPrefix }: Hmac): string {
  const text = `value(${literal(credential)})`;
  const bare = keyPrefix === undefined ? text : `bare(${text}, ${literal(keyPrefix)})`;
  if (keyEncoding === "utf8") return bare;
  return `CryptoJS.enc.${keyEncoding === "hex" ? "Hex" : "Base64"}.parse(${bare})`;
}

function expressionOf(piece: SignedPiece, hmac: Hmac): string {
  switch (piece.kind) {
    case "text":
      return literal(piece.text);
    case "method":
      return "request.method";
    case "host":
    case "path":
    case "query":
      return `parts.${piece.kind}`;
    case "queryString":
      return "parts.query.slice(1)";
    case "pathParameter":
      return `segment(${literal(piece.argument)})`;
    case "body":
      return "body()";
    case "bodyHash":
    case "signature":
      return piece.kind;
    case "timestamp":
      return `value(${literal(timestampVariable(hmac))})`;
    case "nonce":
      return `value(${literal(NONCE_VARIABLE)})`;
    case "header":
      return `header(${literal(piece.argument)})`;
    case "credential":
      return `value(${literal(piece.argument)})`;
  }
}
