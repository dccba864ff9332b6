/** Where in a person's files a problem stands. */
export interface SourceLocation {
  /** Path of the file, relative to the working directory where possible. */
  readonly file: string;
  /** Line, counted from 1; absent where only the file is known. */
  readonly line?: number;
  /** Column, counted from 1. */
  readonly column?: number;
  /** JSON pointer into the bundled document, as `#/paths/~1users/get`. */
  readonly pointer?: string;
}

/**
 * A spec (or an option) that cannot be worked with: what is wrong, where, and what to do about it.
 *
 * The message is one sentence without place or remedy; {@link formatSpecError} joins the three.
 */
export class SpecError extends Error {
  override readonly name = "SpecError";
  /** Where the problem stands. */
  readonly location: SourceLocation;
  /** What a person does about it: one imperative sentence. */
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

/** Returns the text that a terminal shows for a spec error: place, problem and remedy. */
export function formatSpecError({ location, message, remedy }: SpecError): string {
  const lines = [`${formatLocation(location)}: ${message}`];
  if (location.pointer !== undefined) lines.push(`  at     ${location.pointer}`);
  return [...lines.map(printable), `  remedy ${remedy}`].join("\n");
}

/** What a spec says must not steer the terminal, nor look like a line of ours. */
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
