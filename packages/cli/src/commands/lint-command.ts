import { Command } from "commander";
import { bad, good } from "../terminal/output.ts";
import { startProgress } from "../terminal/progress.ts";
import { hasColor } from "../terminal/terminal.ts";

/** Returns the command that lints a spec. */
export function lintCommand(): Command {
  return new Command("lint")
    .description("lint a spec, bundled and overlaid, and show each problem where it is written")
    .argument("<spec folder>", "folder that holds openapi.yaml")
    .addHelpText("after", "\nExample:\n  $ countersign lint specs/paywint\n")
    .action(async (spec: string) => {
      const problems = await linted(spec);
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

async function linted(spec: string): Promise<number> {
  const progress = startProgress(0);
  progress.say(`linting ${spec}`);
  try {
    const { lintSpec } = await import("@countersign/spec/lint");
    // The linter prints what it finds, and not behind the line.
    return await lintSpec(spec, {
      color: hasColor(process.stdout),
      onChecked: () => progress.stop(),
    });
  } finally {
    progress.stop();
  }
}
