/** Bytes for people and for programs. */
export interface ShownBytes {
  /** With symbols such as `␊` for what cannot be seen. */
  readonly text: string;
  readonly base64: string;
  /** Number of bytes. */
  readonly length: number;
}

/** Returns bytes for people and for programs. */
export function shownBytes(bytes: Uint8Array): ShownBytes {
  const base64 = Buffer.from(bytes).toString("base64");
  return { text: visibleBytes(bytes), base64, length: bytes.length };
}

/**
 * Returns bytes as a string in which nothing is invisible: UTF-8 with symbols such as `␊` for control characters, and
 * `\u{feff}` for other characters that cannot be seen. Bytes that are not UTF-8 are `\xff`.
 */
export function visibleBytes(bytes: Uint8Array): string {
  return decoded(bytes).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/gu, (character) =>
    symbolOf(character.codePointAt(0) ?? 0),
  );
}

/** Unicode's "Control Pictures" block has a symbol for each control character of ASCII, in the same order. */
function symbolOf(code: number): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `\\u{${code.toString(16)}}`;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return [...bytes].map(byteAlone).join("");
  }
}

function byteAlone(byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`;
}
