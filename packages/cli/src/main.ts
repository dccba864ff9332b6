import { formatSpecError, SpecError } from "@countersign/spec/problem";
import { Command } from "commander";
import { addCommand } from "./commands/add-command.ts";
import { changesetCommand } from "./commands/changeset-command.ts";
import { diffCommand } from "./commands/diff-command.ts";
import { generateCommand } from "./commands/generate-command.ts";
import { lintCommand } from "./commands/lint-command.ts";
import { postmanCommand } from "./commands/postman-command.ts";
import { samplesCommand } from "./commands/samples-command.ts";
import { syncCommand } from "./commands/sync-command.ts";
import { wireCommand } from "./commands/wire-command.ts";
import { bad } from "./terminal/output.ts";
import { VERSION } from "./terminal/version.ts";

// Each command loads what it runs: help is there at once, and wire needs no OpenAPI engine.
const program = new Command("countersign")
  .description("Generates typed, authenticated API clients from OpenAPI documents.")
  .version(VERSION)
  .showHelpAfterError();
const commands = [
  addCommand(),
  syncCommand(),
  lintCommand(),
  generateCommand(),
  wireCommand(),
  diffCommand(),
  changesetCommand(),
  samplesCommand(),
  postmanCommand(),
];
for (const command of commands) {
  program.addCommand(command.copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  const message = error instanceof SpecError ? formatSpecError(error) : systemMessage(error);
  // Anything else is a defect of this program, whose stack is worth seeing.
  if (message === undefined) throw error;
  console.error(`${bad("error")} ${message}`);
  process.exitCode = 1;
}

/** What the operating system refused, or a person: a disk that is full, a folder that is a file. */
function systemMessage(error: unknown): string | undefined {
  const isTold = error instanceof Error && ("syscall" in error || error.name === "StoppedError");
  return isTold ? error.message : undefined;
}
