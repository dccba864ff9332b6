import { loadSpec } from "./load/load-spec.ts";
import { lint } from "./redocly/lint.ts";
import { hasColor } from "./terminal.ts";

/**
 * Lints a spec folder's bundled and overlaid document, and prints each problem to
 * standard output, at the place where it is written.
 *
 * The rules are those of the nearest `redocly.yaml` above the folder; without one, Redocly's
 * `recommended-strict` and Countersign's own.
 *
 * @param onChecked - Is called when all is known and nothing printed yet.
 * @returns how many problems there are, warnings included.
 * @throws SpecError when the spec cannot be read.
 */
export async function lintSpec(
  folder: string,
  { onChecked }: { onChecked?: () => void } = {},
): Promise<number> {
  const { subject } = await loadSpec(folder);
  return lint(subject, {
    color: hasColor(process.stdout),
    ...(onChecked !== undefined && { onChecked }),
  });
}
