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
import { vocabularyCommand } from "./commands/vocabulary-command.ts";
import { wireCommand } from "./commands/wire-command.ts";
import { bad } from "./terminal/output.ts";
import { VERSION } from "./terminal/version.ts";

// Each command imports its code when it runs, so --help is instant and `wire` works without the OpenAPI engine.
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
  vocabularyCommand(),
];
for (const command of commands) {
  program.addCommand(command.copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  const message = error instanceof SpecError ? formatSpecError(error) : systemMessage(error);
  // Anything else is a bug in this program, so show the stack.
  if (message === undefined) throw error;
  console.error(`${bad("error")} ${message}`);
  process.exitCode = 1;
}

/** Returns the message of an error from the operating system, such as a full disk, or of a cancelled prompt. */
function systemMessage(error: unknown): string | undefined {
  const isExpected =
    error instanceof Error && ("syscall" in error || error.name === "StoppedError");
  return isExpected ? error.message : undefined;
}
