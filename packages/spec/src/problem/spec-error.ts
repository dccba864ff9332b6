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

/** A problem of a spec: what is wrong, where, and what to do about it. */
export interface Problem {
  /** One sentence without location or remedy. */
  readonly message: string;
  readonly location: SourceLocation;
  /** How to fix it: one imperative sentence. */
  readonly remedy: string;
  /** The operations that it concerns, in document order; absent if it concerns the document as a whole. */
  readonly operations?: readonly ProblemOperation[];
}

/** An operation that a problem concerns. Without the operation, there would be no problem. */
export interface ProblemOperation {
  /** Template, such as `/users/{id}`. */
  readonly path: string;
  /** In lower case; absent if every operation of the path is concerned. */
  readonly method?: string;
}

/** What a SpecError has apart from its message. */
export interface SpecErrorDetails extends Omit<Problem, "message"> {
  readonly cause?: unknown;
}

/**
 * An unusable spec or option: what is wrong, where, and what to do about it.
 *
 * The message is one sentence without location or remedy; {@link formatSpecError} joins the three. An error with
 * several problems has the message, location and remedy of the first.
 */
export class SpecError extends Error implements Problem {
  override readonly name = "SpecError";
  /** Where the problem is. */
  readonly location: SourceLocation;
  /** How to fix it: one imperative sentence. */
  readonly remedy: string;
  /** Every problem, at least one. */
  readonly problems: readonly Problem[];

  constructor(message: string, { cause, ...details }: SpecErrorDetails) {
    super(message, { cause });
    this.location = details.location;
    this.remedy = details.remedy;
    this.problems = [{ message, ...details }];
  }

  /** Returns one error for several problems. */
  static of(problems: readonly [Problem, ...Problem[]]): SpecError {
    const [{ message, ...details }] = problems;
    return Object.assign(new SpecError(message, details), { problems });
  }
}

/** More problems than these are counted, not shown. */
const MOST_SHOWN = 20;

/** Formats a spec error for a terminal: location, problem and remedy of each problem. */
export function formatSpecError({ problems }: Pick<SpecError, "problems">): string {
  const shown = problems.slice(0, MOST_SHOWN).map(formatProblem);
  const hidden = problems.length - shown.length;
  return [
    ...(problems.length > 1 ? [`The spec has ${problems.length} problems.`] : []),
    ...shown,
    ...(hidden > 0 ? [`… and ${hidden} more`] : []),
  ].join("\n");
}

/** Formats a problem for a terminal: location, message and remedy. */
export function formatProblem({ location, message, remedy }: Problem): string {
  const lines = [`${formatLocation(location)}: ${message}`];
  if (location.pointer !== undefined) lines.push(`  at     ${location.pointer}`);
  return [...lines.map(printable), `  remedy ${remedy}`].join("\n");
}

/** Escapes control characters: text from a spec must not control the terminal or imitate our own lines. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

function formatLocation({ file, line, column }: SourceLocation): string {
  if (line === undefined) return file;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}
