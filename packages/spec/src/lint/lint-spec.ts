import { loadSpec } from "../load/load-spec.ts";
import type { Spec } from "../load/spec.ts";
import { toModel } from "../model/to-model.ts";
import { type Problem, SpecError } from "../problem/spec-error.ts";
import { assertVocabulary } from "./assert-vocabulary.ts";
import { lint } from "./lint.ts";

/** Result of `lintSpec`. */
export interface LintedSpec {
  /** Number of problems printed, warnings of the rules included. */
  readonly problems: number;
  /** What is wrong with the document but harms no client, which no rule reports. */
  readonly warnings: readonly Problem[];
}

/**
 * Lints a spec folder's bundled and overlaid document, and prints each problem to standard output with its
 * source location.
 *
 * The rules are those of the nearest `redocly.yaml` above the folder. Without one, they are Redocly's
 * `recommended-strict` and Countersign's own. Problems that the nearest `.redocly.lint-ignore.yaml` lists are ignored.
 *
 * @param color - Whether to print the problems in colour. Default: false.
 * @param onChecked - Called after linting, before anything is printed.
 * @throws SpecError when the spec cannot be read, or no rule finds what `generate` refuses.
 */
export async function lintSpec(
  folder: string,
  { color = false, onChecked }: { color?: boolean; onChecked?: () => void } = {},
): Promise<LintedSpec> {
  const spec = await loadSpec(folder);
  const problems = await lint(spec.subject, {
    color,
    ...(onChecked !== undefined && { onChecked }),
  });
  return { problems, warnings: await warningsOf(spec, problems > 0) };
}

async function warningsOf(spec: Spec, hasProblems: boolean): Promise<readonly Problem[]> {
  try {
    await assertVocabulary(spec);
    return toModel(spec).warnings;
  } catch (error) {
    // The rules have reported their problems, which may be the same.
    if (hasProblems && error instanceof SpecError) return [];
    throw error;
  }
}
