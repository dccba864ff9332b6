import { toLine } from "@countersign/spec/problem";
import type { Decision, ProposedAction } from "./decision.ts";
import { yamlLines, yamlScalar } from "./to-yaml.ts";

/** An overlay's text, and what a person has to confirm in it. */
export interface OverlayText {
  readonly text: string;
  readonly decisions: readonly Decision[];
}

/**
 * Returns `overlay.yaml` with the proposed actions.
 *
 * @param file - Its path, for the locations of the decisions.
 */
export function emitOverlay(
  actions: readonly ProposedAction[],
  { title, file }: { title: string; file: string },
): OverlayText {
  const decisions: Decision[] = [];
  const lines = [
    "# Written once by `countersign add` and maintained by hand since: review each name.",
    "overlay: 1.0.0",
    "info:",
    `  title: ${yamlScalar(`Corrections to ${toLine(title)}`)}`,
    "  version: 1.0.0",
    actions.length === 0 ? "actions: []" : "actions:",
  ];
  for (const { target, description, update, question } of actions) {
    if (question !== undefined) {
      decisions.push({ file, line: lines.length + 1, message: toLine(question) });
    }
    lines.push(`  - target: ${yamlScalar(target)}`, `    description: ${yamlScalar(description)}`);
    if (update === undefined) lines.push("    remove: true");
    else lines.push("    update:", ...yamlLines(update, "      "));
  }
  return { text: `${lines.join("\n")}\n`, decisions };
}
