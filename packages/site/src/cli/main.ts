import { styleText } from "node:util";
import { Command } from "commander";
import { SiteError } from "../errors/site-error.ts";
import { assembleCommand } from "./assemble-command.ts";
import { buildCommand } from "./build-command.ts";
import { previewCommand } from "./preview-command.ts";
import { referenceCommand } from "./reference-command.ts";

const program = new Command("site")
  .description("Build and serve the documentation as a static site.")
  .showHelpAfterError();
for (const command of [buildCommand(), previewCommand(), referenceCommand(), assembleCommand()]) {
  program.addCommand(command.copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  const isExpected = error instanceof SiteError || (error instanceof Error && "syscall" in error);
  // Anything else is a bug in this program: show its stack.
  if (!isExpected) throw error;
  const label = styleText("red", "error", { stream: process.stderr });
  console.error(`${label} ${error.message}`);
  process.exitCode = 1;
}
