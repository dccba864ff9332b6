import type { LintSubject } from "../engine/findings.ts";
import { allProblems } from "./all-problems.ts";

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
  const problems = await allProblems(subject);
  return problems.map(({ ruleId, message, location: [location] }) => ({
    rule: ruleId,
    message,
    pointer: location?.pointer,
  }));
}
