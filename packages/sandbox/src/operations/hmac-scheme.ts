import type { Hmac } from "@countersign/spec/vocabulary";
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
  /** Template of the header's value, with `{signature}`. */
  readonly value: ValueTemplate;
  readonly timestamp: Timestamp | undefined;
  readonly nonce: Nonce | undefined;
}

/** The timestamp of a signature. */
export interface Timestamp {
  /** Header that carries it; undefined if it is in the signature header only. */
  readonly header: string | undefined;
  /** Length of its unit, in milliseconds. */
  readonly unitInMs: number;
}

/** A string that is unique per request. */
export interface Nonce {
  /** Header that carries it; undefined if it is in the signature header only. */
  readonly header: string | undefined;
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
      header: timestamp.header,
      unitInMs: timestamp.unit === "s" ? 1000 : 1,
    },
    nonce: nonce && { header: nonce.header },
  };
}

function nodeName(algorithm: Hmac["algorithm"]): string {
  return algorithm.replace("-", "").toLowerCase();
}
