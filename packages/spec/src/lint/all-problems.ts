import { dirname } from "node:path";
import { type NormalizedProblem, Source } from "@redocly/openapi-core";
import { type LintSubject, problemsOf } from "../engine/findings.ts";
import { toLine } from "../problem/to-line.ts";
import { lintConfig } from "./lint-config.ts";
import { checkPatterns, type SlowPattern, withoutPatterns } from "./slow-patterns.ts";

/** Rule of the problems about patterns that no rule can run. */
export const SLOW_PATTERN = "countersign/slow-pattern";

/**
 * Lints a bundled document by the rules that apply to its folder. Includes problems that an ignore file suppresses,
 * marked as ignored.
 *
 * Redocly's rules validate examples, and run the document's patterns without a time limit. So they get the document
 * without the patterns that take too long, which are problems of their own.
 */
export async function allProblems(subject: LintSubject): Promise<readonly NormalizedProblem[]> {
  const config = await lintConfig(dirname(subject.file));
  const { slow, unsafe } = checkPatterns(subject.document);
  const { document } = subject;
  const linted = unsafe.size === 0 ? document : withoutPatterns(document, unsafe);
  const found = await problemsOf({ ...subject, document: linted }, config);
  const source = new Source(subject.file, "");
  const own = slow.flatMap((each) => toProblems(each, source));
  return [...own.map((problem) => config.addProblemToIgnore(problem)), ...found];
}

function toProblems({ pattern, pointers }: SlowPattern, source: Source): NormalizedProblem[] {
  const message =
    `The pattern \`${toLine(pattern)}\` takes too long for a string of the examples. ` +
    "Rewrite it without nested or adjacent repetitions of the same characters, or remove it.";
  return pointers.map((pointer) => ({
    ruleId: SLOW_PATTERN,
    severity: "error",
    message,
    location: [{ source, pointer }],
    suggest: [],
  }));
}
