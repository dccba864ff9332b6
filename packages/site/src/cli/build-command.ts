import { join, relative } from "node:path";
import { Command } from "commander";
import { ROOT, SITE } from "./workspace-paths.ts";

/** Returns the command that builds the whole site. */
export function buildCommand(): Command {
  return new Command("build")
    .description("build the site; rebuilds only what changed")
    .option("--force", "rebuild everything")
    .addHelpText(
      "after",
      `
Writes the site to packages/site/dist. It needs no server: open index.html, or copy the folder to any path of
any static host.

Examples:
  $ pnpm site build
  $ pnpm site build --force
`,
    )
    .action(async ({ force = false }: { force?: boolean }) => {
      const { buildSite } = await import("./build-site.ts");
      await buildSite(force ? ["--force"] : []);
      console.log(`\nThe site is in ${relative(process.cwd(), SITE) || "."}.`);
      console.log(
        `Open ${join(relative(process.cwd(), ROOT), relative(ROOT, SITE), "index.html")}, or serve it with \`pnpm site preview\`.`,
      );
    });
}
