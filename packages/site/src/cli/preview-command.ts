import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { SITE } from "./workspace-paths.ts";

/** Returns the command that serves the built site on this machine. */
export function previewCommand(): Command {
  return new Command("preview")
    .description("serve the built site on this machine; builds it first where it is missing")
    .option("--port <number>", "port to listen on; a free one by default", toPort, 0)
    .addHelpText(
      "after",
      `
Serves 127.0.0.1 only. Ctrl+C stops it.

Examples:
  $ pnpm site preview
  $ pnpm site preview --port 4000
`,
    )
    .action(async ({ port }: { port: number }) => {
      if (!existsSync(join(SITE, "index.html"))) {
        const { buildSite } = await import("./build-site.ts");
        await buildSite();
      }
      const { serveSite } = await import("../preview/serve-site.ts");
      const site = await serveSite(SITE, { port });
      console.log(site.url);
      const stop = (): void => void site.close();
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
    });
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new InvalidArgumentError("It is not a port: a whole number up to 65535.");
}
