import { SandboxError } from "../sandbox-error.ts";
import type { DocumentNode } from "./document-node.ts";
import { isRecord } from "./is-record.ts";
import { type MessagePart, parseMessagePart } from "./message-part.ts";
import { parseValueTemplate, type ValueTemplate } from "./value-template.ts";

/** Encodings of a hash or signature, by their names in the vocabulary, which node shares. */
export type TextEncoding = "hex" | "base64" | "base64url";

/** What `x-countersign-hmac` says, with its defaults filled in. */
export interface HmacScheme {
  /** Name of the credential that holds the key. */
  readonly credential: string;
  /** Node's name of the hash, as are all below. */
  readonly algorithm: string;
  readonly keyEncoding: "utf8" | "hex" | "base64";
  /** Text before the encoded key, which is not part of it. */
  readonly keyPrefix: string;
  readonly message: readonly MessagePart[];
  readonly separator: string;
  readonly bodyHash: BodyHash | undefined;
  readonly encoding: TextEncoding;
  /** The header's value, around `{signature}`. */
  readonly value: ValueTemplate;
  readonly timestamp: Timestamp | undefined;
  readonly nonce: Nonce | undefined;
}

/** The time of signing. */
export interface Timestamp {
  /** Header that carries it; undefined where only the signature's own does. */
  readonly header: string | undefined;
  /** How many milliseconds its unit is. */
  readonly unitInMs: number;
}

/** A text that no two requests share. */
export interface Nonce {
  /** Header that carries it; undefined where only the signature's own does. */
  readonly header: string | undefined;
}

/** How `{bodyHash}` is computed. */
export interface BodyHash {
  readonly algorithm: string;
  readonly encoding: TextEncoding;
  readonly whenEmpty: "omit" | "hash";
}

const ALGORITHMS = {
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};
const ENCODINGS = { hex: "hex", base64: "base64", base64url: "base64url" } as const;
const KEY_ENCODINGS = { utf8: "utf8", hex: "hex", base64: "base64" } as const;
const UNITS_IN_MS = { s: 1000, ms: 1 };
const WHEN_EMPTY = { omit: "omit", hash: "hash" } as const;

/**
 * Reads an `x-countersign-hmac` object.
 *
 * @throws SandboxError `invalid_document` when it says something that this sandbox cannot check.
 */
export function readHmacScheme(node: DocumentNode): HmacScheme {
  const credential = node.text("credential");
  if (credential === undefined) throw invalid(node, 'needs "credential"');
  const message = node
    .child("message")
    .entries()
    .map(([, part]) => messagePart(part));
  if (message.length === 0) throw invalid(node, 'needs a "message"');
  const value = parseValueTemplate(node.text("value") ?? "{signature}");
  if (value === undefined) throw invalid(node, 'has a "value" that is not understood');
  const bodyHash = readBodyHash(node.child("bodyHash"));
  if (bodyHash === undefined && message.flat().some((segment) => segment.token === "bodyHash")) {
    throw invalid(node, 'uses {bodyHash} and needs "bodyHash"');
  }
  const timestamp = readTimestamp(node.child("timestamp"));
  const nonce = readNonce(node.child("nonce"));
  const segments = [...message.flat(), ...value];
  assertPerAttempt(node, "timestamp", { described: timestamp, segments, value });
  assertPerAttempt(node, "nonce", { described: nonce, segments, value });
  return {
    credential,
    algorithm: choose(node, "algorithm", { known: ALGORITHMS }),
    keyEncoding: choose(node, "keyEncoding", { known: KEY_ENCODINGS, fallback: "utf8" }),
    keyPrefix: node.text("keyPrefix") ?? "",
    message,
    separator: node.text("separator") ?? "",
    bodyHash,
    encoding: choose(node, "encoding", { known: ENCODINGS }),
    value,
    timestamp,
    nonce,
  };
}

function assertPerAttempt(
  node: DocumentNode,
  token: "timestamp" | "nonce",
  scheme: {
    readonly described: Timestamp | Nonce | undefined;
    readonly segments: readonly { readonly token: string }[];
    readonly value: ValueTemplate;
  },
): void {
  const { described, segments, value } = scheme;
  if (described === undefined) {
    if (!segments.some((segment) => segment.token === token)) return;
    throw invalid(node, `uses {${token}} and needs "${token}"`);
  }
  const isSent = described.header !== undefined || value.some((one) => one.token === token);
  if (!isSent) throw invalid(node.child(token), `needs "header", or {${token}} in "value"`);
}

function readTimestamp(node: DocumentNode): Timestamp | undefined {
  if (!isRecord(node.value)) return undefined;
  return { header: node.text("header"), unitInMs: choose(node, "unit", { known: UNITS_IN_MS }) };
}

function readNonce(node: DocumentNode): Nonce | undefined {
  return isRecord(node.value) ? { header: node.text("header") } : undefined;
}

function readBodyHash(node: DocumentNode): BodyHash | undefined {
  if (!isRecord(node.value)) return undefined;
  return {
    algorithm: choose(node, "algorithm", { known: ALGORITHMS }),
    encoding: choose(node, "encoding", { known: ENCODINGS }),
    whenEmpty: choose(node, "whenEmpty", { known: WHEN_EMPTY }),
  };
}

function messagePart(node: DocumentNode): MessagePart {
  const part = typeof node.value === "string" ? parseMessagePart(node.value) : undefined;
  if (part === undefined) throw invalid(node, "is not a known message part");
  return part;
}

function choose<Value>(
  node: DocumentNode,
  field: string,
  { known, fallback }: { known: Readonly<Record<string, Value>>; fallback?: string },
): Value {
  const given = node.text(field) ?? fallback;
  const found = Object.entries(known).find(([name]) => name === given);
  if (found !== undefined) return found[1];
  throw invalid(node, `needs "${field}", one of ${Object.keys(known).join(", ")}`);
}

function invalid(node: DocumentNode, problem: string): SandboxError {
  return new SandboxError("invalid_document", `#${node.pointer} ${problem}.`);
}
