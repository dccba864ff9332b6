import type { Hmac, SentIn } from "@countersign/spec/vocabulary";
import { type MessagePart, parseMessagePart } from "./message-part.ts";
import { parseValueTemplate, type ValueTemplate } from "./value-template.ts";

/** A binary-to-text encoding. */
export type TextEncoding = Hmac["encoding"];

/** A signature scheme: `x-countersign-hmac` with its templates parsed and its defaults applied. */
export interface HmacScheme {
  /** Name of the credential that is the key. */
  readonly credential: string;
  /** Node's name for it: `sha256`. */
  readonly algorithm: string;
  readonly keyEncoding: "utf8" | "hex" | "base64";
  /** Prefix of the encoded key in the credential. */
  readonly keyPrefix: string;
  readonly message: readonly MessagePart[];
  readonly separator: string;
  readonly bodyHash: BodyHash | undefined;
  readonly encoding: TextEncoding;
  /** Template of the value that is sent, with `{signature}`. */
  readonly value: ValueTemplate;
  readonly timestamp: Timestamp | undefined;
  readonly nonce: Nonce | undefined;
}

/** The timestamp of a signature. */
export interface Timestamp {
  /** Where it is sent; undefined if the value of the signature has it. */
  readonly sentIn: SentIn | undefined;
  /** Length of its unit, in milliseconds. */
  readonly unitInMs: number;
}

/** A string that is unique per request. */
export interface Nonce {
  /** Where it is sent; undefined if the value of the signature has it. */
  readonly sentIn: SentIn | undefined;
}

/** How `{bodyHash}` is computed. */
export interface BodyHash {
  readonly algorithm: string;
  readonly encoding: TextEncoding;
  readonly whenEmpty: "omit" | "hash";
}

/** Returns the scheme of an `x-countersign-hmac` object that the model has accepted. */
export function toHmacScheme(hmac: Hmac): HmacScheme {
  const { bodyHash, timestamp, nonce } = hmac;
  return {
    credential: hmac.credential,
    algorithm: nodeName(hmac.algorithm),
    keyEncoding: hmac.keyEncoding ?? "utf8",
    keyPrefix: hmac.keyPrefix ?? "",
    message: hmac.message.map(parseMessagePart),
    separator: hmac.separator ?? "",
    bodyHash: bodyHash && { ...bodyHash, algorithm: nodeName(bodyHash.algorithm) },
    encoding: hmac.encoding,
    value: parseValueTemplate(hmac.value ?? "{signature}"),
    timestamp: timestamp && {
      sentIn: sentIn(timestamp),
      unitInMs: timestamp.unit === "s" ? 1000 : 1,
    },
    nonce: nonce && { sentIn: sentIn(nonce) },
  };
}

function sentIn({ header, parameter }: SentIn): SentIn | undefined {
  if (header !== undefined) return { header };
  return parameter === undefined ? undefined : { parameter };
}

function nodeName(algorithm: Hmac["algorithm"]): string {
  return algorithm.replace("-", "").toLowerCase();
}
