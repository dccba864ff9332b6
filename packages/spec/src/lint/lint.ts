import { formatProblems, getTotals, type NormalizedProblem } from "@redocly/openapi-core";
import type { LintSubject } from "../engine/findings.ts";
import { allProblems } from "./all-problems.ts";

/**
 * Lints a bundled document by the rules that apply to its folder, without the problems that an ignore file lists, and
 * prints each problem with its source location.
 *
 * @returns the number of problems, warnings included.
 */
export async function lint(
  subject: LintSubject,
  { color, onChecked }: { color: boolean; onChecked?: () => void },
): Promise<number> {
  const problems = await allProblems(subject);
  const located = problems.filter((problem) => !problem.ignored).map((p) => atSource(p, subject));
  const totals = getTotals(located);
  onChecked?.();
  if (located.length > 0) formatProblems(located, { totals, color, cwd: process.cwd() });
  return totals.errors + totals.warnings;
}

function atSource(problem: NormalizedProblem, subject: LintSubject): NormalizedProblem {
  return {
    ...problem,
    location: problem.location.map((location) => {
      if (location.pointer === undefined) return location;
      const source = subject.locations.locate(subject.document, location.pointer);
      return source === undefined ? location : { ...location, ...source };
    }),
  };
}
