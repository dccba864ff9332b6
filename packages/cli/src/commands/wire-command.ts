import type { WireKind } from "@countersign/codegen/wire";
import { Command, Option } from "commander";
import { report } from "../terminal/output.ts";

/** Returns the command that wires a package to the providers it depends on. */
export function wireCommand(): Command {
  return new Command("wire")
    .description("write the files of a package that list the provider packages it depends on")
    .argument("<package folder>", "folder of the package")
    .addOption(
      new Option("--emit <kind>", "facade entries or the list of OpenAPI documents")
        .choices(["entries", "documents"])
        .makeOptionMandatory(),
    )
    .option("--check", "write nothing; list stale files and exit with 1 if there are any")
    .addHelpText("after", "\nExample:\n  $ countersign wire packages/countersign --emit entries\n")
    .action(
      async (folder: string, { emit, check = false }: { emit: WireKind; check?: boolean }) => {
        const { wire } = await import("@countersign/codegen/wire");
        const result = await wire({ folder, emit, check });
        report(result, { folder, check, command: "wire" });
      },
    );
}
