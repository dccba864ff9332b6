import { existsSync } from "node:fs";
import { dirname } from "node:path";
import {
  type Config,
  createConfig,
  findConfig,
  formatProblems,
  getTotals,
  loadConfig,
  type NormalizedProblem,
} from "@redocly/openapi-core";
import { type LintSubject, problemsOf } from "../engine/findings.ts";
import { redoclyPlugin } from "./redocly-plugin.ts";

/**
 * Lints a bundled document by the nearest `redocly.yaml` above it, or by `recommended-strict` and
 * Countersign's rules if there is none, and prints each problem with its source location.
 *
 * @returns the number of problems, warnings included.
 */
export async function lint(
  subject: LintSubject,
  { color, onChecked }: { color: boolean; onChecked?: () => void },
): Promise<number> {
  const problems = await problemsOf(subject, await lintConfig(dirname(subject.file)));
  const located = problems.filter((problem) => !problem.ignored).map((p) => atSource(p, subject));
  const totals = getTotals(located);
  onChecked?.();
  if (located.length > 0) formatProblems(located, { totals, color, cwd: process.cwd() });
  return totals.errors + totals.warnings;
}

async function lintConfig(folder: string): Promise<Config> {
  for (let at = folder; ; at = dirname(at)) {
    const configPath = existsSync(at) ? findConfig(at) : undefined;
    if (configPath !== undefined) return loadConfig({ configPath });
    if (dirname(at) === at) break;
  }
  return createConfig({
    extends: ["recommended-strict", "countersign/all"],
    plugins: [redoclyPlugin()],
  });
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
