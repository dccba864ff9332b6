import { dirname, join } from "node:path";
import type { EmittedFile } from "@countersign/codegen/write";
import { lintProblems } from "@countersign/spec/lint";
import type { Spec } from "@countersign/spec/load";
import type { Workspace } from "@countersign/spec/workspace";
import type { Decision } from "./decision.ts";
import { BASELINE, lintBaseline } from "./lint-baseline.ts";
import { pathIn } from "./path-in.ts";

/** What the linter says about a new document. */
export interface PassedOver {
  /** The linter's ignore file, where there is something to ignore. */
  readonly files: readonly EmittedFile[];
  /** How often each rule is broken. */
  readonly counts: Readonly<Record<string, number>>;
  readonly decisions: readonly Decision[];
}

/** Lints a new document by the workspace's rules, and has what it breaks passed over. */
export async function passOverLint(workspace: Workspace, spec: Spec): Promise<PassedOver> {
  const result = await lintProblems(spec.subject);
  const counts: Record<string, number> = {};
  // Rules of a folder above are somebody else's.
  if (result === undefined || dirname(result.config) !== workspace.root) {
    return { files: [], counts, decisions: [] };
  }
  const { problems } = result;
  for (const { rule } of problems) counts[rule] = (counts[rule] ?? 0) + 1;
  if (problems.length === 0) return { files: [], counts, decisions: [] };
  const copy = join(workspace.packageFolder(spec.name), "openapi.json");
  const files: [string, string] = [pathIn(workspace, spec.subject.file), pathIn(workspace, copy)];
  const text = lintBaseline(problems, { folder: workspace.root, files });
  const isOne = problems.length === 1;
  const message =
    `${problems.length} ${isOne ? "problem" : "problems"} that the linter finds in upstream's document ` +
    `${isOne ? "is" : "are"} passed over. Mend what matters by the overlay, and delete the lines.`;
  return {
    files: [{ path: BASELINE, text }],
    counts,
    decisions: [{ file: BASELINE, message }],
  };
}
