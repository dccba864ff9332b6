import { readFileSync } from "node:fs";
import { Command } from "commander";
import { formatSpecError, SpecError } from "../spec-error.ts";
import { addCommand } from "./add-command.ts";
import { changesetCommand } from "./changeset-command.ts";
import { diffCommand } from "./diff-command.ts";
import { generateCommand } from "./generate-command.ts";
import { lintCommand } from "./lint-command.ts";
import { bad } from "./output.ts";
import { postmanCommand } from "./postman-command.ts";
import { samplesCommand } from "./samples-command.ts";
import { syncCommand } from "./sync-command.ts";
import { wireCommand } from "./wire-command.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string };

// Each command loads what it runs: help is there at once, and wire needs no OpenAPI engine.
const program = new Command("countersign-codegen")
  .description("Generates typed, authenticated API clients from OpenAPI documents.")
  .version(version)
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
