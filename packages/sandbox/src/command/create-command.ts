import { Command, InvalidArgumentError } from "commander";
import type { Sandbox } from "../server/sandbox.ts";
import type { SandboxOptions } from "../server/sandbox-options.ts";
import { startSandbox } from "../server/start-sandbox.ts";
import { describeExchange } from "./describe-exchange.ts";
import { describeSandbox } from "./describe-sandbox.ts";

/** What the command line knows besides its arguments. */
export interface CommandSettings extends Pick<SandboxOptions, "documents"> {
  readonly version: string;
}

const DEFAULT_PORT = 4010;
const HIGHEST_PORT = 65_535;

/** Creates the command `countersign-sandbox`, which serves until it is told to stop. */
export function createCommand({ version, documents }: CommandSettings): Command {
  return new Command("countersign-sandbox")
    .description("Local stand-in for identity-verification providers.")
    .version(version)
    .option("--port <number>", "port to listen on, 0 for any free one", parsePort, DEFAULT_PORT)
    .option("--provider <name>", "serve only this provider, at / instead of /<name>")
    .addHelpText("after", "\nExample:\n  $ countersign-sandbox --port 4010 --provider <name>")
    .action(async (options: Pick<SandboxOptions, "port" | "provider">) => {
      const onRequest: SandboxOptions["onRequest"] = (exchange) =>
        console.log(describeExchange(exchange, process.stdout));
      const sandbox = await startSandbox({ ...options, documents, onRequest });
      // First, so that whoever stops it at the sight of the next line is heard.
      closeOnSignal(sandbox);
      console.log(`${describeSandbox(sandbox)}\nReady; stop with Ctrl+C.`);
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`A port is a whole number from 0 to ${HIGHEST_PORT}.`);
}

function closeOnSignal(sandbox: Sandbox): void {
  const stop = () => void sandbox.close();
  process.once("SIGINT", stop).once("SIGTERM", stop);
}
