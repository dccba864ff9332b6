import type { Encoding } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";
import { decode, encode } from "./encoding.ts";

/** Decodes a string, or returns undefined if it is not exactly how the encoding writes the bytes. */
export function decodeExactly(encoded: string, encoding: Encoding): Bytes | undefined {
  const isHex = encoding.startsWith("hex");
  const base64 = encoded.replaceAll("-", "+").replaceAll("_", "/");
  const padded = base64.padEnd(Math.ceil(base64.length / 4) * 4, "=");
  const bytes = isHex ? decode(encoded, "hex") : decode(padded, "base64");
  return bytes !== undefined && encode(bytes, encoding) === encoded ? bytes : undefined;
}
