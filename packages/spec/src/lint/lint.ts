import {
  formatProblems,
  getTotals,
  type LocationObject,
  type NormalizedProblem,
} from "@redocly/openapi-core";
import type { LintSubject } from "../engine/findings.ts";
import { printable } from "../problem/spec-error.ts";
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

/** Returns a problem at the source of its node, with nothing in it that could control a terminal. */
function atSource(problem: NormalizedProblem, subject: LintSubject): NormalizedProblem {
  const locate = (location: LocationObject): LocationObject => {
    const { pointer } = location;
    if (pointer === undefined) return location;
    const source = subject.locations.locate(subject.document, pointer) ?? { pointer };
    return { ...location, ...source, pointer: printable(source.pointer) };
  };
  return {
    ...problem,
    message: printable(problem.message),
    suggest: problem.suggest.map(printable),
    location: problem.location.map(locate),
    ...(problem.from && { from: locate(problem.from) }),
  };
}
