import { basename, join, resolve } from "node:path";
import { toLine } from "@countersign/spec/problem";
import { Command } from "commander";
import { ROOT } from "./workspace-paths.ts";

/** Returns the command that builds one provider's part of the site; Turborepo runs it for each package. */
export function referenceCommand(): Command {
  return new Command("reference")
    .description("build one provider's reference, Markdown pages and collection")
    .argument("[package folder]", "folder of a provider package", ".")
    .action(async (folder: string) => {
      const [{ buildReference }, { workspaceTools }] = await Promise.all([
        import("../reference/build-reference.ts"),
        import("../reference/tools.ts"),
      ]);
      const packageFolder = resolve(folder);
      const name = basename(packageFolder);
      const specFolder = join(ROOT, "specs", name);
      const warnings = await buildReference({
        packageFolder,
        specFolder,
        tools: workspaceTools(packageFolder),
      });
      for (const warning of warnings) console.warn(`warning specs/${name}: ${toLine(warning)}`);
      console.log(`ok the reference of ${name}`);
    });
}
