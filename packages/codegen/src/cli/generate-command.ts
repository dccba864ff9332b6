import { Command } from "commander";
import { report } from "./output.ts";

/** Returns the command that writes a provider package's sources. */
export function generateCommand(): Command {
  return new Command("generate")
    .description("write a provider package's sources from its spec")
    .argument("<spec folder>", "folder that holds openapi.yaml; its name is the provider's name")
    .requiredOption("--out <package folder>", "folder of the provider package")
    .option("--examples", "also write the spec's examples as test/generated/examples.ts, typed")
    .option("--check", "write nothing; list stale files and exit with 1 if there are any")
    .addHelpText(
      "after",
      "\nExample:\n  $ countersign-codegen generate specs/paywint --out packages/providers/paywint\n",
    )
    .action(async (spec: string, options: { out: string; check?: boolean; examples?: boolean }) => {
      const { generate } = await import("../generate.ts");
      const { out, check = false, examples = false } = options;
      const result = await generate({ spec, out, check, examples });
      report(result, { folder: out, check, command: "generate" });
    });
}
