import { toLine } from "@countersign/spec/problem";
import type { Decision, ProposedAction } from "./decision.ts";
import type { GivenOverlay } from "./given-overlay.ts";
import { yamlLines, yamlScalar } from "./to-yaml.ts";

/** An overlay's text, and what a person has to confirm in it. */
export interface OverlayText {
  readonly text: string;
  readonly decisions: readonly Decision[];
}

/** What an overlay contains apart from the new actions. */
export interface OverlayHead {
  /** The document's title. */
  readonly title: string;
  /** Path of the overlay, for the locations of the decisions. */
  readonly file: string;
  /** An overlay whose actions come first; its comments are kept where its layout allows. */
  readonly given?: GivenOverlay | undefined;
  /** A comment for people who read the file. */
  readonly comment?: string;
}

const REVIEW = "Written once by `countersign add` and maintained by hand since: review each name.";

/** Returns the text of an overlay with the proposed actions. */
export function emitOverlay(
  actions: readonly ProposedAction[],
  { title, file, given, comment = REVIEW }: OverlayHead,
): OverlayText {
  const decisions: Decision[] = [];
  const hasActions = actions.length > 0 || (given?.actions.length ?? 0) > 0;
  const lines = given?.openLines ?? [
    `# ${comment}`,
    `overlay: ${given?.version ?? "1.0.0"}`,
    "info:",
    `  title: ${yamlScalar(`Corrections to ${toLine(title)}`)}`,
    "  version: 1.0.0",
    hasActions ? "actions:" : "actions: []",
    ...(given?.actions ?? []).flatMap((action) => itemLines(action, "  ")),
  ];
  const indent = given?.openIndent ?? "  ";
  const written = [...lines];
  if (given?.openLines !== undefined && actions.length > 0) written.push(`${indent}# ${comment}`);
  for (const { target, description, update, question } of actions) {
    if (question !== undefined) {
      decisions.push({ file, line: written.length + 1, message: toLine(question) });
    }
    const change = update === undefined ? { remove: true } : { update };
    written.push(...itemLines({ target, description, ...change }, indent));
  }
  return { text: `${written.join("\n")}\n`, decisions };
}

/** Returns the lines of a mapping as an item of a list. */
function itemLines(item: Readonly<Record<string, unknown>>, indent: string): string[] {
  return yamlLines(item, `${indent}  `).map((line, index) =>
    index === 0 ? `${indent}- ${line.trimStart()}` : line,
  );
}
