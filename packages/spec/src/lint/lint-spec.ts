import { loadSpec } from "../load/load-spec.ts";
import { lint } from "./lint.ts";

/**
 * Lints a spec folder's bundled and overlaid document, and prints each problem to standard output with its
 * source location.
 *
 * The rules are those of the nearest `redocly.yaml` above the folder. Without one, they are Redocly's
 * `recommended-strict` and Countersign's own.
 *
 * @param color - Whether to print the problems in colour. Default: false.
 * @param onChecked - Called after linting, before anything is printed.
 * @returns the number of problems, warnings included.
 * @throws SpecError when the spec cannot be read.
 */
export async function lintSpec(
  folder: string,
  { color = false, onChecked }: { color?: boolean; onChecked?: () => void } = {},
): Promise<number> {
  const { subject } = await loadSpec(folder);
  return lint(subject, { color, ...(onChecked !== undefined && { onChecked }) });
}
