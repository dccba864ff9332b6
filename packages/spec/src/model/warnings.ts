import type { Cursor } from "../openapi/cursor.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import type { Problem } from "../problem/spec-error.ts";

/** How a kind of warning is worded. */
interface Wording {
  /** The message about one subject, such as `"id" of /users/{id}`. */
  readonly one: (subject: string) => string;
  /** The message about several, with the first as an example. */
  readonly many: (count: number, first: string) => string;
  readonly remedy: string;
}

/** A kind of fault that harms no client. */
type WarningKind =
  | "documentationLink"
  | "undeclaredPathParameter"
  | "unusedPathParameter"
  | "ignoredHeader"
  | "unusedScheme"
  | "text";

const WORDINGS: Readonly<Record<WarningKind, Wording>> = {
  documentationLink: {
    one: (link) => `The documentation link ${link} is not an http or https URL, and is omitted.`,
    many: (count, first) =>
      `${count} documentation links, such as ${first}, are not http or https URLs, and are omitted.`,
    remedy: "Write complete URLs. Only comments lack the links.",
  },
  undeclaredPathParameter: {
    one: (name) => `The path parameter ${name} is not declared; it is a required string.`,
    many: (count, first) =>
      `${count} path parameters, such as ${first}, are not declared; each is a required string.`,
    remedy: "Declare it in `parameters`, with `in: path` and `required: true`.",
  },
  unusedPathParameter: {
    one: (name) => `The parameter ${name} is not in the path, and is omitted.`,
    many: (count, first) =>
      `${count} path parameters, such as ${first}, are not in their paths, and are omitted.`,
    remedy: "Correct the name in `parameters` or in the path.",
  },
  ignoredHeader: {
    one: (name) => `The header parameter ${name} is omitted: OpenAPI ignores it.`,
    many: (count, first) =>
      `${count} header parameters, such as ${first}, are omitted: OpenAPI ignores them.`,
    remedy: "Remove it: media types belong in `content`, and credentials in `securitySchemes`.",
  },
  unusedScheme: {
    one: (name) =>
      `The security scheme ${name} is not supported, and is omitted: nothing requires it.`,
    many: (count, first) =>
      `${count} security schemes, such as ${first}, are not supported, and are omitted: nothing requires them.`,
    remedy:
      "Remove it, or describe it as apiKey, http bearer, http basic, oauth2 or openIdConnect.",
  },
  text: {
    one: (name) => `${name} is not a string, and is omitted.`,
    many: (count, first) => `${count} texts, such as ${first}, are not strings, and are omitted.`,
    remedy: "Write a string. Only comments lack the text.",
  },
};

/**
 * Collects what is wrong with a document but harms no client. All warnings of one kind are one warning: a document may
 * have the same fault hundreds of times.
 */
export class WarningCollector {
  readonly #found = new Map<WarningKind, Map<string, { subject: string; cursor: Cursor }>>();

  /**
   * Adds a warning. The same subject at the same node, such as a shared parameter, counts once.
   *
   * @param subject - What it is about, as in the messages.
   */
  add(kind: WarningKind, cursor: Cursor, subject: string): void {
    const ofKind = this.#found.get(kind) ?? new Map();
    const key = `${cursor.pointer} ${subject}`;
    this.#found.set(kind, ofKind.has(key) ? ofKind : ofKind.set(key, { subject, cursor }));
  }

  /**
   * Returns text that only people read, trimmed; undefined if it is missing or empty. Anything but a scalar is a warning.
   *
   * @param name - The text's name in the message.
   */
  text(cursor: Cursor, name: string): string | undefined {
    const { value } = cursor;
    if (value === undefined || value === null) return undefined;
    // YAML reads an unquoted `2024` or `1.0` as a number.
    if (typeof value !== "object") return String(value).trim() || undefined;
    this.add("text", cursor, name);
    return undefined;
  }

  /** Returns the warnings, one per kind, in the order in which the files have them. */
  list(): readonly Problem[] {
    const problems = new ProblemCollector();
    for (const [kind, found] of this.#found) {
      const { one, many, remedy } = WORDINGS[kind];
      const [first] = found.values();
      if (first === undefined) continue;
      const { subject, cursor } = first;
      const message = found.size === 1 ? one(subject) : many(found.size, subject);
      problems.add(cursor.problem(message, remedy));
    }
    return problems.list();
  }
}
