import { relative } from "node:path";
import { Command } from "commander";
import { ROOT, SITE } from "./workspace-paths.ts";

/** Returns the command that assembles the site; Turborepo runs it. */
export function assembleCommand(): Command {
  return new Command("assemble")
    .description("assemble the site from built references, guides and changelogs")
    .action(async () => {
      const { assemble } = await import("../assemble/assemble.ts");
      const files = await assemble({ root: ROOT, out: SITE });
      console.log(`ok ${files} files in ${relative(ROOT, SITE)}`);
    });
}
