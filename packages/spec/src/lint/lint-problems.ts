import { dirname } from "node:path";
import { type LintSubject, problemsOf } from "../engine/findings.ts";
import { lintConfig } from "./lint-config.ts";

/** One problem found by a lint rule. */
export interface LintProblem {
  readonly rule: string;
  readonly message: string;
  /** JSON pointer into the document, or undefined if the problem has no location. */
  readonly pointer: string | undefined;
}

/**
 * Lints a bundled document by the rules that apply to its folder, and prints nothing. Includes problems that an ignore
 * file suppresses.
 */
export async function lintProblems(subject: LintSubject): Promise<readonly LintProblem[]> {
  const problems = await problemsOf(subject, await lintConfig(dirname(subject.file)));
  return problems.map(({ ruleId, message, location: [location] }) => ({
    rule: ruleId,
    message,
    pointer: location?.pointer,
  }));
}
