import { choose, type Terminal } from "./prompt.ts";

/** What to do with an overlay that corrects a rejected document. */
export type CorrectionChoice = "continue" | "write" | "nothing";

/**
 * Prompts for what to do with an overlay that corrects a rejected document.
 *
 * @param file - Where it would be written.
 * @param isComplete - Whether the document is accepted with it.
 * @throws StoppedError when the user cancels.
 */
export async function promptForCorrection(
  { file, isComplete }: { readonly file: string; readonly isComplete: boolean },
  terminal: Terminal,
): Promise<CorrectionChoice> {
  return choose<CorrectionChoice>(terminal, `Write these corrections to ${file}?`, [
    ...(isComplete
      ? [{ value: "continue" as const, label: "Yes, and add the provider with them" }]
      : []),
    { value: "write", label: "Yes, and stop: I review them first" },
    { value: "nothing", label: "No" },
  ]);
}
