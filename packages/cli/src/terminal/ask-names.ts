import type { Readable, Writable } from "node:stream";
import { isCancel, log, text } from "@clack/prompts";
import { toLine } from "@countersign/spec/problem";
import { type ChosenNames, nameProblem, type OpenName } from "@countersign/upkeep/add";

/** Where a person sees questions and answers them. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** A person does not want to go on. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/**
 * Asks a person for each name that is open, with the assumed one to begin from, and returns the answers beside
 * the names that were given before.
 *
 * @throws StoppedError when the person wants to stop.
 */
export async function askNames(
  open: readonly OpenName[],
  given: ChosenNames,
  terminal: Terminal,
): Promise<ChosenNames> {
  const chosen = {
    credentials: new Map(given.credentials),
    environments: new Map(given.environments),
  };
  log.info("Users write these names, so that changing one later breaks their programs.", {
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
    if (isCancel(response)) throw new StoppedError("Stopped; nothing was written.");
    names.set(subject.of, response);
  }
  return chosen;
}

function questionOf({ kind, of }: OpenName): string {
  return kind === "credential"
    ? `What is the client's option for the security scheme ${toLine(of)} called?`
    : `Which environment is the server ${toLine(of)}?`;
}
