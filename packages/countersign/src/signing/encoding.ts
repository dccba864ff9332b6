import type { Encoding } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";

const textEncoder = new TextEncoder();

/** Returns a text's bytes in UTF-8. */
export function utf8(text: string): Bytes {
  return textEncoder.encode(text);
}

/** Returns bytes as text; hexadecimal is in lower case, base64url without padding. */
export function encode(bytes: Uint8Array | ArrayBuffer, encoding: Encoding): string {
  const list = [...new Uint8Array(bytes)];
  if (encoding === "hex") return list.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const base64 = btoa(String.fromCharCode(...list));
  if (encoding === "base64") return base64;
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * Returns the bytes that a text stands for, or undefined when it is not of that encoding: hexadecimal
 * of even length in either case, or base64 with its padding.
 */
export function decode(text: string, encoding: "hex" | "base64" | "utf8"): Bytes | undefined {
  if (encoding === "utf8") return utf8(text);
  if (encoding === "hex") {
    if (!/^([0-9a-f]{2})*$/i.test(text)) return undefined;
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  if (!/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Returns byte strings joined into one. */
export function concat(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
