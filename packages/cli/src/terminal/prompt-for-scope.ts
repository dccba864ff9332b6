import { scopeProblem } from "@countersign/upkeep/add";
import { type Terminal, type } from "./prompt.ts";

/**
 * Prompts for the scope of a new workspace's packages, with the assumed one as the initial value.
 *
 * @returns The scope; empty if the packages get none.
 * @throws StoppedError when the user cancels.
 */
export async function promptForScope(assumed: string, terminal: Terminal): Promise<string> {
  const message = "What is the scope of your packages' names? Leave it empty for none.";
  return type(terminal, message, { initialValue: assumed, problemOf: scopeProblem });
}
