import type { LintedSpec } from "@countersign/spec/lint";
import { Command } from "commander";
import { bad, good, warn } from "../terminal/output.ts";
import { startProgress } from "../terminal/progress.ts";
import { hasColor } from "../terminal/terminal.ts";

/** Returns the command that lints a spec. */
export function lintCommand(): Command {
  return new Command("lint")
    .description("lint a spec with its overlay applied, and show the file and line of each problem")
    .argument("<spec folder>", "folder that contains openapi.yaml")
    .addHelpText("after", "\nExample:\n  $ countersign lint specs/paywint\n")
    .action(async (spec: string) => {
      const { problems, warnings } = await linted(spec);
      warn(warnings);
      if (problems === 0) {
        console.log(`${good("ok")} ${spec} has no problems`);
        return;
      }
      console.error(
        `${bad("error")} ${spec} has ${problems} ${problems === 1 ? "problem" : "problems"}`,
      );
      process.exitCode = 1;
    });
}

async function linted(spec: string): Promise<LintedSpec> {
  const progress = startProgress(0);
  progress.say(`linting ${spec}`);
  try {
    const { lintSpec } = await import("@countersign/spec/lint");
    // The linter prints its own output, so the progress line has to be removed first.
    return await lintSpec(spec, {
      color: hasColor(process.stdout),
      onChecked: () => progress.stop(),
    });
  } finally {
    progress.stop();
  }
}
