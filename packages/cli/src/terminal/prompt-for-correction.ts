import { type Choice, choose, type Terminal } from "./prompt.ts";

/** What to do with an overlay that corrects a rejected document. */
export type CorrectionChoice = "add" | "write" | "nothing";

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
  const add: Choice<CorrectionChoice> = {
    value: "add",
    label: "Yes, add the provider with these corrections",
  };
  return choose<CorrectionChoice>(terminal, "Correct the document like this?", [
    ...(isComplete ? [add] : []),
    { value: "write", label: `Write them to ${file}, so that I can review them first` },
    { value: "nothing", label: "No" },
  ]);
}
