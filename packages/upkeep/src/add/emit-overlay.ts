import { toLine } from "@countersign/spec/problem";
import type { Decision, ProposedAction } from "./decision.ts";
import { yamlLines, yamlScalar } from "./yaml-text.ts";

/** An overlay's text, and what in it a person has to confirm. */
export interface OverlayText {
  readonly text: string;
  readonly decisions: readonly Decision[];
}

/**
 * Returns `overlay.yaml` with the actions that were proposed.
 *
 * @param file - Its path, for the places of the decisions.
 */
export function emitOverlay(
  actions: readonly ProposedAction[],
  { title, file }: { title: string; file: string },
): OverlayText {
  const decisions: Decision[] = [];
  const lines = [
    "# Written when the provider was added, and kept by hand since: review each name.",
    "overlay: 1.0.0",
    "info:",
    `  title: ${yamlScalar(`Corrections of ${toLine(title)}`)}`,
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
