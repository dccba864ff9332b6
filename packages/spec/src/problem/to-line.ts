const MAX_LENGTH = 300;

/**
 * Returns a text of a site as part of one line: characters that steer a terminal or change the
 * direction of writing are spelt out, and what is very long is cut.
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
