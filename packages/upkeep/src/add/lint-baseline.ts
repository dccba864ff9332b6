import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IGNORE_FILE, type LintProblem } from "@countersign/spec/lint";
import { yamlScalar } from "./to-yaml.ts";

const BANNER =
  "# Lint problems in upstream documents. Fix them in overlay.yaml, then delete the lines here.\n";

/**
 * Returns the text of the linter's ignore file with a new document's problems added. The document can then be added
 * unchanged, and the linter still reports every problem that appears later.
 *
 * @param folder - Folder of the ignore file: the workspace.
 * @param files - The spec's root document and the package's copy of it, relative to the folder.
 */
export function lintBaseline(
  problems: readonly LintProblem[],
  { folder, files: [spec, copy] }: { folder: string; files: readonly [string, string] },
): string {
  const file = join(folder, IGNORE_FILE);
  const current = existsSync(file) ? readFileSync(file, "utf8") : BANNER;
  const byRule = new Map<string, Set<string>>();
  for (const { rule, pointer } of problems) {
    if (pointer === undefined) continue;
    byRule.set(rule, (byRule.get(rule) ?? new Set()).add(pointer));
  }
  const anchor = spec.replace(/[^a-z0-9]+/gi, "-");
  const lines = [`${yamlScalar(spec)}: &${anchor}`];
  for (const [rule, pointers] of [...byRule].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`  ${yamlScalar(rule)}:`);
    for (const pointer of [...pointers].sort()) lines.push(`    - ${yamlScalar(pointer)}`);
  }
  lines.push(`${yamlScalar(copy)}: *${anchor}`);
  return `${without(current, [spec, copy])}${lines.join("\n")}\n`;
}

/** Drops entries that a removed provider of the same name may have left behind. */
function without(text: string, files: readonly string[]): string {
  const blocks = text.split(/^(?=\S)/m);
  const kept = blocks.filter((block) => !files.some((file) => keyOf(block) === file));
  return kept.join("").replace(/\n*$/, "\n");
}

function keyOf(block: string): string | undefined {
  return /^["']?([^"'\n]+?)["']?\s*:(\s|$)/.exec(block)?.[1];
}
