const MAX_LENGTH = 300;

/**
 * Returns text from a remote site, made safe to print within one line: control and bidirectional characters
 * are escaped, and very long text is truncated.
 */
export function toLine(text: string): string {
  const line = text
    .slice(0, MAX_LENGTH)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\u{${code.toString(16)}}`;
    });
  return text.length > MAX_LENGTH ? `${line}…` : line;
}
