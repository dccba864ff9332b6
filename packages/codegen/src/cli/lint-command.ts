import { Command } from "commander";
import { bad, good } from "./output.ts";

/** Returns the command that lints a spec. */
export function lintCommand(): Command {
  return new Command("lint")
    .description("lint a spec, bundled and overlaid, and show each problem where it is written")
    .argument("<spec folder>", "folder that holds openapi.yaml")
    .addHelpText("after", "\nExample:\n  $ countersign-codegen lint specs/paywint\n")
    .action(async (spec: string) => {
      const { lintSpec } = await import("../lint-spec.ts");
      const problems = await lintSpec(spec);
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
