import { loadSpec } from "../load/load-spec.ts";
import { lint } from "./lint.ts";

/**
 * Lints a spec folder's bundled and overlaid document, and prints each problem to
 * standard output, at the place where it is written.
 *
 * The rules are those of the nearest `redocly.yaml` above the folder; without one, Redocly's
 * `recommended-strict` and Countersign's own.
 *
 * @param color - Whether the problems are printed in colours. Default: false.
 * @param onChecked - Is called when all is known and nothing printed yet.
 * @returns how many problems there are, warnings included.
 * @throws SpecError when the spec cannot be read.
 */
export async function lintSpec(
  folder: string,
  { color = false, onChecked }: { color?: boolean; onChecked?: () => void } = {},
): Promise<number> {
  const { subject } = await loadSpec(folder);
  return lint(subject, { color, ...(onChecked !== undefined && { onChecked }) });
}
