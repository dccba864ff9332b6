import { createHmac } from "node:crypto";
import type { HmacScheme } from "../operations/hmac-scheme.ts";
import { renderValue } from "../operations/value-template.ts";
import type { Presented } from "./canonical-message.ts";
import { digestIn } from "./digest-in.ts";

/** The inputs of a signature. */
export interface Signed extends Presented {
  /** The credential's value, with or without the key prefix. */
  readonly key: string;
  readonly message: Uint8Array;
}

/** Returns the header value that a valid signature of the message has. */
export function expectedSignature(
  scheme: HmacScheme,
  { key, message, timestamp, nonce }: Signed,
): string {
  const { algorithm, keyPrefix, keyEncoding, encoding, value } = scheme;
  const encodedKey = key.startsWith(keyPrefix) ? key.slice(keyPrefix.length) : key;
  const mac = createHmac(algorithm, Buffer.from(encodedKey, keyEncoding)).update(message);
  const signature = digestIn(mac, encoding);
  return renderValue(value, { signature, timestamp, nonce });
}
