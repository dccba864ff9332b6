import { isCancel, text } from "@clack/prompts";
import { scopeProblem } from "@countersign/upkeep/add";
import { StoppedError, type Terminal } from "./prompt-for-names.ts";

/**
 * Prompts for the scope of a new workspace's packages, with the assumed one as the initial value.
 *
 * @returns The scope; empty if the packages get none.
 * @throws StoppedError when the user cancels.
 */
export async function promptForScope(assumed: string, terminal: Terminal): Promise<string> {
  const response = await text({
    ...terminal,
    message: "What is the scope of your packages' names? Leave it empty for none.",
    initialValue: assumed,
    validate: (scope = "") => scopeProblem(scope),
  });
  if (isCancel(response)) throw new StoppedError("Cancelled; nothing was written.");
  return response ?? "";
}
