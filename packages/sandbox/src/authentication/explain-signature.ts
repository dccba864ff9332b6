import type { HmacScheme } from "../operations/hmac-scheme.ts";
import type { MessageSegment } from "../operations/message-part.ts";
import { showTemplate } from "../operations/value-template.ts";
import { canonicalMessage, type MessagePiece, type MessageSource } from "./canonical-message.ts";
import { expectedMac, expectedSignature } from "./expected-signature.ts";
import { type Difference, firstDifference } from "./first-difference.ts";
import { signatureHint } from "./signature-hint.ts";
import { type ShownBytes, shownBytes } from "./visible-bytes.ts";

/** How a signature comes about, step by step, and how the one that was received differs. */
export interface SignatureExplanation {
  /** Where the signature is sent, such as `Header X-Signature`. */
  readonly location: string;
  /** Such as `HMAC-SHA256`. */
  readonly algorithm: string;
  readonly key: SigningKey;
  /** The message, part by part in the order of the declaration, separators included. */
  readonly parts: readonly SignedPart[];
  readonly message: ShownBytes;
  /** The HMAC of the message, in hex. */
  readonly mac: string;
  /** How the HMAC is encoded, such as `base64`. */
  readonly encoding: string;
  /** The declared form of the value that is sent, such as `t={timestamp},v1={signature}`. */
  readonly form: string;
  /** The value that a valid signature has. */
  readonly expected: string;
  /** The value that was sent; absent if there was none. */
  readonly received?: string;
  readonly matches: boolean;
  /** Where the received value first differs from the expected one. */
  readonly difference?: Difference;
  /** What is probably wrong, if that could be found out. */
  readonly hint?: string;
  /** The message that the client signed, if it sent that in the header `x-sandbox-message`. */
  readonly sent?: SentMessage;
}

/** The key of a signature. */
export interface SigningKey {
  /** Name of the credential. */
  readonly credential: string;
  readonly value: string;
  /** How the credential becomes bytes, such as `base64`. */
  readonly encoding: string;
  /** What is removed from the credential first; empty if nothing. */
  readonly prefix: string;
}

/** A part of a signed message. */
export interface SignedPart extends ShownBytes {
  /** As declared, such as `{bodyHash}`; `separator` between parts. */
  readonly name: string;
  /** Where the value is from, such as `SHA-256 of the body (7 bytes), in hex`. */
  readonly from: string;
  /** Offset of its first byte in the message. */
  readonly at: number;
}

/** The message that a client says it has signed. */
export interface SentMessage {
  /** Absent if the header is not base64. */
  readonly message?: ShownBytes;
  readonly matches: boolean;
  /** Where it first differs from the message that should have been signed. */
  readonly difference?: Difference & {
    /** Name of the part in which it differs; `end` after the last one. */
    readonly part: string;
  };
}

/** What is to be explained. */
export interface ExplainedSignature {
  readonly hmac: HmacScheme;
  /** Such as `Header X-Signature`. */
  readonly location: string;
  readonly key: string;
  readonly source: MessageSource;
  /** The value that was sent. */
  readonly received: string | undefined;
  /** What the client says it signed, in base64. */
  readonly sentMessage?: string | undefined;
}

/** Explains a signature, with the values of all secrets in it. */
export function explainSignature(explained: ExplainedSignature): SignatureExplanation {
  const { hmac, location, key, source, received, sentMessage } = explained;
  const { bytes: message, pieces } = canonicalMessage(hmac, source);
  const signed = { ...source.presented, key, message };
  const expected = expectedSignature(hmac, signed);
  const matches = received === expected;
  const parts = toParts(pieces, hmac, source);
  const sentBytes = sentMessage === undefined ? undefined : decodeBase64(sentMessage);
  const sent = sentMessage === undefined ? undefined : compare(sentBytes, message, parts);
  const difference =
    received === undefined
      ? undefined
      : firstDifference(Buffer.from(expected), Buffer.from(received));
  const hint = matches ? undefined : signatureHint(explained, sentBytes);
  return {
    location,
    algorithm: `HMAC-${hmac.algorithm.toUpperCase()}`,
    key: {
      credential: hmac.credential,
      value: key,
      encoding: hmac.keyEncoding,
      prefix: hmac.keyPrefix,
    },
    parts,
    message: shownBytes(message),
    mac: expectedMac(hmac, signed),
    encoding: hmac.encoding,
    form: showTemplate(hmac.value),
    expected,
    ...(received !== undefined && { received }),
    matches,
    ...(difference && { difference }),
    ...(hint !== undefined && { hint }),
    ...(sent && { sent }),
  };
}

function toParts(
  pieces: readonly MessagePiece[],
  hmac: HmacScheme,
  source: MessageSource,
): SignedPart[] {
  let at = 0;
  return pieces.map(({ segment, bytes }) => {
    const part = {
      name: segment === undefined ? "separator" : nameOf(segment),
      from: segment === undefined ? "between two parts" : originOf(segment, hmac, source),
      at,
      ...shownBytes(bytes),
    };
    at += bytes.length;
    return part;
  });
}

function nameOf({ token, argument }: MessageSegment): string {
  if (token === "literal") return "literal";
  return argument === "" ? `{${token}}` : `{${token}:${argument}}`;
}

function originOf(
  { token, argument }: MessageSegment,
  hmac: HmacScheme,
  { request: { body }, ownParameter }: MessageSource,
): string {
  switch (token) {
    case "literal":
      return "as declared";
    case "method":
      return "the method, in upper case";
    case "path":
      return "the path as sent, without the query";
    case "pathParameter":
      return `the path's segment ${argument}, as sent`;
    case "query":
    case "queryString": {
      const own = ownParameter === undefined ? "" : `, without ${ownParameter}`;
      return `the query as sent, ${token === "query" ? "with" : "without"} its ?${own}`;
    }
    case "host":
      return "the header Host";
    case "body":
      return "the body, byte for byte";
    case "bodyHash":
      return originOfHash(hmac, body);
    case "timestamp":
      return "the time of signing, as sent";
    case "nonce":
      return "the nonce, as sent";
    case "credential":
      return `the credential ${argument}`;
    case "header":
      return `the header ${argument}`;
  }
}

function originOfHash({ bodyHash }: HmacScheme, { length }: Uint8Array): string {
  if (length === 0 && bodyHash?.whenEmpty === "omit") return "empty, because there is no body";
  const algorithm = bodyHash?.algorithm.toUpperCase();
  return `${algorithm} of the body (${length} bytes), in ${bodyHash?.encoding}`;
}

function decodeBase64(value: string): Buffer | undefined {
  return /^[\w+/-]*={0,2}$/.test(value) ? Buffer.from(value, "base64") : undefined;
}

function compare(
  sent: Buffer | undefined,
  message: Buffer,
  parts: readonly SignedPart[],
): SentMessage {
  if (sent === undefined) return { matches: false };
  const difference = firstDifference(message, sent);
  if (difference === undefined) return { message: shownBytes(sent), matches: true };
  const part = parts.find(({ at, length }) => at <= difference.at && difference.at < at + length);
  return {
    message: shownBytes(sent),
    matches: false,
    difference: { ...difference, part: part?.name ?? "end" },
  };
}
