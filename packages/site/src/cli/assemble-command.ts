import { relative } from "node:path";
import { Command } from "commander";
import { ROOT, SITE } from "./workspace-paths.ts";

/** Returns the command that puts the site together; Turborepo calls it. */
export function assembleCommand(): Command {
  return new Command("assemble")
    .description("put the site together from references that are built, guides and changelogs")
    .action(async () => {
      const { assemble } = await import("../assemble/assemble.ts");
      const files = await assemble({ root: ROOT, out: SITE });
      console.log(`ok ${files} files in ${relative(ROOT, SITE)}`);
    });
}
