import { join } from "node:path";
import type { EmittedFile } from "@countersign/codegen/write";
import { IGNORE_FILE, type LintProblem, lintProblems, SLOW_PATTERN } from "@countersign/spec/lint";
import type { Spec } from "@countersign/spec/load";
import type { Workspace } from "@countersign/spec/workspace";
import type { Decision } from "./decision.ts";
import { lintBaseline } from "./lint-baseline.ts";
import { pathIn } from "./path-in.ts";

/** Lint problems of a new document, and what makes the linter ignore them. */
export interface IgnoredProblems {
  /** The linter's ignore file, if there is anything to ignore. */
  readonly files: readonly EmittedFile[];
  /** Number of problems by rule. */
  readonly counts: Readonly<Record<string, number>>;
  readonly decisions: readonly Decision[];
}

/** Lints a new document with the workspace's rules and adds its problems to the ignore file. */
export async function ignoreLintProblems(
  workspace: Workspace,
  spec: Spec,
): Promise<IgnoredProblems> {
  const problems = await lintProblems(spec.subject);
  const counts: Record<string, number> = {};
  for (const { rule } of problems) counts[rule] = (counts[rule] ?? 0) + 1;
  if (problems.length === 0) return { files: [], counts, decisions: [] };
  const copy = join(workspace.packageFolder(spec.name), "openapi.json");
  const files: [string, string] = [pathIn(workspace, spec.subject.file), pathIn(workspace, copy)];
  const text = lintBaseline(problems, { folder: workspace.root, files });
  const isOne = problems.length === 1;
  const message =
    `The linter ignores ${problems.length} ${isOne ? "problem" : "problems"} in the upstream document. ` +
    "Fix those that matter in overlay.yaml, then delete their lines here.";
  return {
    files: [{ path: IGNORE_FILE, text }],
    counts,
    decisions: [{ file: IGNORE_FILE, message }, ...slowPatterns(problems, spec, files[0])],
  };
}

/** No rule runs these patterns, so none says whether the examples match them. */
function slowPatterns(problems: readonly LintProblem[], spec: Spec, file: string): Decision[] {
  return problems
    .filter(({ rule }) => rule === SLOW_PATTERN)
    .map(({ message, pointer = "#/" }) => {
      const { line } = spec.locationOf(pointer);
      return { file, ...(line !== undefined && { line }), message };
    });
}
