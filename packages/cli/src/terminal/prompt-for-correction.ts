import { isCancel, select } from "@clack/prompts";
import { StoppedError, type Terminal } from "./prompt-for-names.ts";

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
  const choice = await select<CorrectionChoice>({
    ...terminal,
    message: `Write these corrections to ${file}?`,
    options: [
      ...(isComplete
        ? [{ value: "continue" as const, label: "Yes, and add the provider with them" }]
        : []),
      { value: "write", label: "Yes, and stop: I review them first" },
      { value: "nothing", label: "No" },
    ],
  });
  if (isCancel(choice)) throw new StoppedError("Cancelled; nothing was written.");
  return choice;
}
