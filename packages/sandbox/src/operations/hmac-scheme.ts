import type { Hmac } from "@countersign/spec/vocabulary";
import { type MessagePart, parseMessagePart } from "./message-part.ts";
import { parseValueTemplate, type ValueTemplate } from "./value-template.ts";

/** How a value is encoded as text. */
export type TextEncoding = Hmac["encoding"];

/** How a signature is computed: `x-countersign-hmac`, ready to be computed with. */
export interface HmacScheme {
  /** Credential that holds the key. */
  readonly credential: string;
  /** As Node names it: `sha256`. */
  readonly algorithm: string;
  readonly keyEncoding: "utf8" | "hex" | "base64";
  /** What stands before the encoded key in the credential. */
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

/** Returns a signature's description, which the model has accepted, ready to be computed with. */
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
