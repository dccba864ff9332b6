import { Command } from "commander";
import { report } from "../terminal/output.ts";
import { withProgress } from "../terminal/progress.ts";

interface Options {
  readonly out: string;
  readonly check?: boolean;
}

/** Returns the command that writes a Postman collection. */
export function postmanCommand(): Command {
  return new Command("postman")
    .description("write a Postman collection of every operation")
    .argument("<spec folder>", "folder that contains openapi.yaml")
    .requiredOption("--out <file>", "JSON file to write the collection to")
    .option("--check", "write nothing; exit with 1 if the file is stale")
    .addHelpText(
      "after",
      `
The collection (v2.1) has a folder per tag, example bodies, variables for servers and credentials and, if requests
are signed, a script that computes the signature. Import it into Postman or a tool that reads its files.

Example:
  $ countersign postman specs/persona --out persona.postman_collection.json
`,
    )
    .action(async (spec: string, { out, check = false }: Options) => {
      const { postmanCollection } = await import("@countersign/codegen/postman");
      const { writeJsonFile } = await import("../terminal/write-json-file.ts");
      const collection = await withProgress("writing requests", () => postmanCollection(spec));
      const result = await writeJsonFile(out, collection, { check });
      report(result, { folder: result.folder, check, command: "postman" });
    });
}
