import type { Encoding } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";

const textEncoder = new TextEncoder();

/** Returns a string's UTF-8 bytes. */
export function utf8(string: string): Bytes {
  return textEncoder.encode(string);
}

/** Encodes bytes as a string. */
export function encode(bytes: Uint8Array | ArrayBuffer, encoding: Encoding): string {
  const list = [...new Uint8Array(bytes)];
  if (encoding.startsWith("hex")) {
    const hex = list.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return encoding === "hex" ? hex : hex.toUpperCase();
  }
  const base64 = btoa(String.fromCharCode(...list));
  if (encoding === "base64") return base64;
  const unpadded = base64.replace(/=+$/, "");
  return encoding === "base64url" ? unpadded.replaceAll("+", "-").replaceAll("/", "_") : unpadded;
}

/**
 * Decodes a string, or returns undefined if it is not valid: hexadecimal has an even length and either case,
 * base64 has its padding.
 */
export function decode(encoded: string, encoding: "hex" | "base64" | "utf8"): Bytes | undefined {
  if (encoding === "utf8") return utf8(encoded);
  if (encoding === "hex") {
    if (!/^([0-9a-f]{2})*$/i.test(encoded)) return undefined;
    return Uint8Array.from(encoded.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  if (!/^(?=(.{4})*$)[a-z\d+/]*={0,2}$/i.test(encoded)) return undefined;
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
}

/** Joins byte arrays. */
export function concat(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
