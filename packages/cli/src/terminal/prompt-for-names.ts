import type { Readable, Writable } from "node:stream";
import { isCancel, log, text } from "@clack/prompts";
import { toLine } from "@countersign/spec/problem";
import { type ChosenNames, nameProblem, type OpenName } from "@countersign/upkeep/add";

/** The streams used for prompts. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Thrown when the user cancels a prompt. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/**
 * Prompts for each open name, with the assumed one as the initial value, and returns the names together with the names
 * that were already given.
 *
 * @throws StoppedError when the user cancels.
 */
export async function promptForNames(
  open: readonly OpenName[],
  given: ChosenNames,
  terminal: Terminal,
): Promise<ChosenNames> {
  const chosen = {
    credentials: new Map(given.credentials),
    environments: new Map(given.environments),
  };
  log.info("These names appear in your users' code. Changing one later breaks it.", {
    output: terminal.output,
  });
  for (const subject of open) {
    const names = chosen[`${subject.kind}s`];
    const response = await text({
      ...terminal,
      message: questionOf(subject),
      initialValue: subject.assumed,
      validate: (name = "") => nameProblem(subject, name, names),
    });
    if (isCancel(response)) throw new StoppedError("Cancelled; nothing was written.");
    names.set(subject.of, response);
  }
  return chosen;
}

function questionOf({ kind, of }: OpenName): string {
  return kind === "credential"
    ? `What is the client option for the security scheme ${toLine(of)} called?`
    : `Which environment is the server ${toLine(of)}?`;
}
