import { createHash } from "node:crypto";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { splitTarget } from "../exchange/split-target.ts";
import type { HmacScheme } from "../operations/hmac-scheme.ts";
import type { MessageSegment } from "../operations/message-part.ts";
import type { Credentials } from "./credentials.ts";

/** The message that a signature covers. */
export interface CanonicalMessage {
  readonly bytes: Buffer;
  /** The same for error messages, with placeholders for bodies and secrets. */
  readonly shown: string;
}

/** The inputs of a message. */
export interface MessageSource {
  /** The values of `{timestamp}` and `{nonce}`. */
  readonly presented?: Presented;
  readonly request: IncomingRequest;
  readonly credentials: Credentials;
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
  const separator: Piece = { bytes: scheme.separator };
  const pieces = scheme.message.flatMap((part, index) => {
    const resolved = part.map((segment) => toPiece(segment, scheme, source));
    return index === 0 ? resolved : [separator, ...resolved];
  });
  return {
    bytes: Buffer.concat(pieces.map(({ bytes }) => Buffer.from(bytes))),
    shown: pieces.map(({ bytes, shown }) => shown ?? Buffer.from(bytes).toString()).join(""),
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
    case "query":
      return { bytes: splitTarget(request.target).query };
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

function hashBody({ bodyHash }: HmacScheme, body: Uint8Array): string {
  if (bodyHash === undefined) return "";
  if (body.length === 0 && bodyHash.whenEmpty === "omit") return "";
  return createHash(bodyHash.algorithm).update(body).digest(bodyHash.encoding);
}

function toHeaderPiece(header: string, { request, secretHeaders }: MessageSource): Piece {
  const name = header.toLowerCase();
  const value = String(request.headers[name] ?? "");
  const shown = secretHeaders.has(name) ? `<header ${header}>` : value;
  // Node decodes headers as Latin-1: one character per byte.
  return { bytes: Buffer.from(value, "latin1"), shown };
}
