import { Command } from "commander";
import { report } from "../terminal/output.ts";
import { withProgress } from "../terminal/progress.ts";

interface Options {
  readonly package: string;
  readonly out: string;
  readonly connect?: boolean;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** Returns the command that writes code samples for every operation. */
export function samplesCommand(): Command {
  return new Command("samples")
    .description("write an OpenAPI Overlay that adds code samples to each operation")
    .argument("<spec folder>", "folder that contains openapi.yaml")
    .requiredOption("--package <name>", "name of the provider's package, which samples import")
    .requiredOption("--out <file>", "JSON file to write the overlay to")
    .option("--connect", "use the facade's `connect`, for a provider without its own entry")
    .option("--check", "write nothing; exit with 1 if the file is stale")
    .option("--json", "also print the samples as JSON")
    .addHelpText(
      "after",
      `
Each operation gets \`x-codeSamples\`: TypeScript with the facade, TypeScript with the provider's package
alone, and curl. An operation without the examples that a call needs is rejected with its location.

Examples:
  $ countersign samples specs/persona --package @countersign/persona --out samples.json
  $ redocly bundle packages/providers/persona/openapi.json --overlay samples.json --output persona.json
`,
    )
    .action(async (spec: string, options: Options) => {
      const { samples, samplesOverlay } = await import("@countersign/codegen/samples");
      const { writeJsonFile } = await import("../terminal/write-json-file.ts");
      const { out, check = false, json = false } = options;
      const all = await withProgress("writing samples", () =>
        samples(spec, { packageName: options.package, hasEntry: options.connect !== true }),
      );
      const result = await writeJsonFile(out, samplesOverlay(all), { check });
      if (!json) return report(result, { folder: result.folder, check, command: "samples" });
      console.log(JSON.stringify(all, undefined, 2));
      if (check && result.written.length > 0) process.exitCode = 1;
    });
}
