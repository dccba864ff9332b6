/** Where in the user's files a problem is. */
export interface SourceLocation {
  /** Path of the file, relative to the working directory where possible. */
  readonly file: string;
  /** Line, counted from 1; absent if only the file is known. */
  readonly line?: number;
  /** Column, counted from 1. */
  readonly column?: number;
  /** JSON pointer into the bundled document, such as `#/paths/~1users/get`. */
  readonly pointer?: string;
}

/**
 * An unusable spec or option: what is wrong, where, and what to do about it.
 *
 * The message is one sentence without location or remedy; {@link formatSpecError} joins the three.
 */
export class SpecError extends Error {
  override readonly name = "SpecError";
  /** Where the problem is. */
  readonly location: SourceLocation;
  /** How to fix it: one imperative sentence. */
  readonly remedy: string;

  constructor(
    message: string,
    details: { location: SourceLocation; remedy: string; cause?: unknown },
  ) {
    super(message, { cause: details.cause });
    this.location = details.location;
    this.remedy = details.remedy;
  }
}

/** Formats a spec error for a terminal: location, problem and remedy. */
export function formatSpecError({ location, message, remedy }: SpecError): string {
  const lines = [`${formatLocation(location)}: ${message}`];
  if (location.pointer !== undefined) lines.push(`  at     ${location.pointer}`);
  return [...lines.map(printable), `  remedy ${remedy}`].join("\n");
}

/** Escapes control characters: text from a spec must not control the terminal or imitate our own lines. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

function formatLocation({ file, line, column }: SourceLocation): string {
  if (line === undefined) return file;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}
