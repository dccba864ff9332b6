import { createHash } from "node:crypto";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { splitTarget } from "../exchange/split-target.ts";
import type { HmacScheme } from "../operations/hmac-scheme.ts";
import type { MessageSegment } from "../operations/message-part.ts";
import type { Credentials } from "./credentials.ts";
import { digestIn } from "./digest-in.ts";
import { queryWithout } from "./sent-values.ts";

/** The message that a signature covers. */
export interface CanonicalMessage {
  readonly bytes: Buffer;
  /** The same for error messages, with placeholders for bodies and secrets. */
  readonly shown: string;
  /** What it consists of, in order. */
  readonly pieces: readonly MessagePiece[];
}

/** A token or a literal of a message with its value in a request, or a separator. */
export interface MessagePiece {
  /** Undefined for a separator. */
  readonly segment: MessageSegment | undefined;
  readonly bytes: Buffer;
}

/** The inputs of a message. */
export interface MessageSource {
  /** The values of `{timestamp}` and `{nonce}`. */
  readonly presented?: Presented;
  readonly request: IncomingRequest;
  /** Template of the operation's path. */
  readonly template?: string;
  readonly credentials: Credentials;
  /** Query parameter that carries the signature, which covers the rest of the query. */
  readonly ownParameter?: string | undefined;
  /** Lower-case names of headers whose values must not be shown. */
  readonly secretHeaders: ReadonlySet<string>;
}

/** A request's own timestamp and nonce. */
export interface Presented {
  readonly timestamp?: string | undefined;
  readonly nonce?: string | undefined;
}

interface Piece {
  readonly bytes: Uint8Array | string;
  readonly shown?: string;
}

/** Returns the signed message of a request, from the request exactly as it arrived. */
export function canonicalMessage(scheme: HmacScheme, source: MessageSource): CanonicalMessage {
  const separator = { segment: undefined, bytes: Buffer.from(scheme.separator) };
  const pieces = scheme.message.flatMap((part, index) => {
    const resolved = part.map((segment) => {
      const { bytes, shown } = toPiece(segment, scheme, source);
      return { segment, bytes: Buffer.from(bytes), ...(shown !== undefined && { shown }) };
    });
    return index === 0 ? resolved : [separator, ...resolved];
  });
  return {
    bytes: Buffer.concat(pieces.map(({ bytes }) => bytes)),
    shown: pieces.map((piece) => ("shown" in piece ? piece.shown : String(piece.bytes))).join(""),
    pieces,
  };
}

function toPiece(segment: MessageSegment, scheme: HmacScheme, source: MessageSource): Piece {
  const { request, credentials, presented } = source;
  switch (segment.token) {
    case "literal":
      return { bytes: segment.argument };
    case "method":
      return { bytes: request.method.toUpperCase() };
    case "path":
      return { bytes: splitTarget(request.target).path };
    case "pathParameter":
      return { bytes: pathSegment(segment.argument, source) };
    case "query": {
      if (source.ownParameter === undefined) return { bytes: splitTarget(request.target).query };
      const query = queryWithout(request.target, [source.ownParameter]);
      return { bytes: query === "" ? "" : `?${query}` };
    }
    case "queryString":
      return { bytes: queryWithout(request.target, [source.ownParameter]) };
    case "host":
      return { bytes: request.headers.host ?? "" };
    case "body":
      return { bytes: request.body, shown: `<body of ${request.body.length} bytes>` };
    case "bodyHash":
      return { bytes: hashBody(scheme, request.body) };
    case "timestamp":
      return { bytes: presented?.timestamp ?? "" };
    case "nonce":
      return { bytes: presented?.nonce ?? "" };
    case "credential":
      return {
        bytes: credentials.get(segment.argument) ?? "",
        shown: `<credential ${segment.argument}>`,
      };
    case "header":
      return toHeaderPiece(segment.argument, source);
  }
}

/** Returns the segment of a path at the place of a variable of the template, counted from the end. */
function pathSegment(name: string, { request, template = "" }: MessageSource): string {
  const variables = template.split("/").reverse();
  const segments = splitTarget(request.target).path.split("/").reverse();
  return segments[variables.indexOf(`{${name}}`)] ?? "";
}

function hashBody({ bodyHash }: HmacScheme, body: Uint8Array): string {
  if (bodyHash === undefined) return "";
  if (body.length === 0 && bodyHash.whenEmpty === "omit") return "";
  return digestIn(createHash(bodyHash.algorithm).update(body), bodyHash.encoding);
}

function toHeaderPiece(header: string, { request, secretHeaders }: MessageSource): Piece {
  const name = header.toLowerCase();
  const value = String(request.headers[name] ?? "");
  const shown = secretHeaders.has(name) ? `<header ${header}>` : value;
  // Node decodes headers as Latin-1: one character per byte.
  return { bytes: Buffer.from(value, "latin1"), shown };
}
