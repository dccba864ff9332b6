import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { SITE } from "./workspace-paths.ts";

/** Returns the command that serves the built site on this machine. */
export function previewCommand(): Command {
  return new Command("preview")
    .description("serve the built site on this machine; builds it first if it is missing")
    .option("--port <number>", "port to listen on; 0 picks a free port", toPort, 0)
    .addHelpText(
      "after",
      `
Listens on 127.0.0.1 only. Press Ctrl+C to stop.

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

function toPort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new InvalidArgumentError("The port must be a whole number from 0 to 65535.");
}
