import { toLine } from "@countersign/spec/problem";
import { type ChosenNames, nameProblem, type OpenName } from "@countersign/upkeep/add";
import { inform, type Terminal, type } from "./prompt.ts";

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
  inform(terminal, "These names appear in your users' code. Changing one later breaks it.");
  for (const subject of open) {
    const names = chosen[`${subject.kind}s`];
    const name = await type(terminal, questionOf(subject), {
      initialValue: subject.assumed,
      problemOf: (typed) => nameProblem(subject, typed, names),
    });
    names.set(subject.of, name);
  }
  return chosen;
}

function questionOf({ kind, of, isKey = false }: OpenName): string {
  if (isKey) return `What is the client option for the key of the signature ${toLine(of)} called?`;
  return kind === "credential"
    ? `What is the client option for the security scheme ${toLine(of)} called?`
    : `Which environment is the server ${toLine(of)}?`;
}
