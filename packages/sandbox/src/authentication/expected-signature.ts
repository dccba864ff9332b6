import { createHmac, type Hmac } from "node:crypto";
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
  const { encoding, value } = scheme;
  const signature = digestIn(macOf(scheme, { key, message }), encoding);
  return renderValue(value, { signature, timestamp, nonce });
}

/** Returns the HMAC of the message in hex, before it is encoded as declared. */
export function expectedMac(scheme: HmacScheme, signed: Signed): string {
  return macOf(scheme, signed).digest("hex");
}

function macOf({ algorithm, keyPrefix, keyEncoding }: HmacScheme, { key, message }: Signed): Hmac {
  const encodedKey = key.startsWith(keyPrefix) ? key.slice(keyPrefix.length) : key;
  return createHmac(algorithm, Buffer.from(encodedKey, keyEncoding)).update(message);
}
