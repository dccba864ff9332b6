import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { findConfig, loadConfig } from "@redocly/openapi-core";
import { type LintSubject, problemsOf } from "../engine/findings.ts";

/** The problems that a workspace's lint rules find in a document, and the file that enables the rules. */
export interface LintResult {
  /** Absolute path of the nearest `redocly.yaml`. */
  readonly config: string;
  readonly problems: readonly LintProblem[];
}

/** One problem found by a lint rule. */
export interface LintProblem {
  readonly rule: string;
  readonly message: string;
  /** JSON pointer into the document, or undefined if the problem has no location. */
  readonly pointer: string | undefined;
}

/**
 * Lints a bundled document by the nearest `redocly.yaml` above it, and prints nothing. Includes problems that
 * an ignore file suppresses.
 *
 * @returns undefined if there is no `redocly.yaml`.
 */
export async function lintProblems(subject: LintSubject): Promise<LintResult | undefined> {
  const config = nearestConfig(dirname(subject.file));
  if (config === undefined) return undefined;
  const problems = await problemsOf(subject, await loadConfig({ configPath: config }));
  return {
    config,
    problems: problems.map(({ ruleId, message, location: [location] }) => ({
      rule: ruleId,
      message,
      pointer: location?.pointer,
    })),
  };
}

function nearestConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const config = existsSync(at) ? findConfig(at) : undefined;
    if (config !== undefined) return config;
    if (dirname(at) === at) return undefined;
  }
}
