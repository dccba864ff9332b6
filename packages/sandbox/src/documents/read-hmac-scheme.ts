import { SandboxError } from "../sandbox-error.ts";
import type { DocumentNode } from "./document-node.ts";
import { isRecord } from "./is-record.ts";
import { type MessagePart, parseMessagePart } from "./message-part.ts";

/** Encodings of a hash or signature, by their names in the vocabulary, which node shares. */
export type TextEncoding = "hex" | "base64" | "base64url";

/** What `x-countersign-hmac` says, with its defaults filled in. */
export interface HmacScheme {
  /** Name of the credential that holds the key. */
  readonly credential: string;
  /** Node's name of the hash, as are all below. */
  readonly algorithm: string;
  readonly keyEncoding: "utf8" | "hex" | "base64";
  readonly message: readonly MessagePart[];
  readonly separator: string;
  readonly bodyHash: BodyHash | undefined;
  readonly encoding: TextEncoding;
  /** Template of the header's value, around `{signature}`. */
  readonly value: string;
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
  const bodyHash = readBodyHash(node.child("bodyHash"));
  if (bodyHash === undefined && message.flat().some((segment) => segment.token === "bodyHash")) {
    throw invalid(node, 'uses {bodyHash} and needs "bodyHash"');
  }
  return {
    credential,
    algorithm: choose(node, "algorithm", { known: ALGORITHMS }),
    keyEncoding: choose(node, "keyEncoding", { known: KEY_ENCODINGS, fallback: "utf8" }),
    message,
    separator: node.text("separator") ?? "",
    bodyHash,
    encoding: choose(node, "encoding", { known: ENCODINGS }),
    value: node.text("value") ?? "{signature}",
  };
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
