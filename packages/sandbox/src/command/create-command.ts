import { Command, InvalidArgumentError } from "commander";
import type { Sandbox } from "../server/sandbox.ts";
import type { SandboxOptions } from "../server/sandbox-options.ts";
import { startSandbox } from "../server/start-sandbox.ts";
import { describeExchange } from "./describe-exchange.ts";
import { describeSandbox } from "./describe-sandbox.ts";

/** Settings of the command that are not command-line arguments. */
export interface CommandSettings extends Pick<SandboxOptions, "documents"> {
  readonly version: string;
}

const DEFAULT_PORT = 4010;
const HIGHEST_PORT = 65_535;

/** Creates the command `countersign-sandbox`, which serves until SIGINT or SIGTERM. */
export function createCommand({ version, documents }: CommandSettings): Command {
  return new Command("countersign-sandbox")
    .description("Run a local sandbox of identity-verification providers.")
    .version(version)
    .option("--port <number>", "port to listen on; 0 picks a free port", parsePort, DEFAULT_PORT)
    .option("--provider <name>", "serve only this provider, at / instead of /<name>")
    .addHelpText("after", "\nExample:\n  $ countersign-sandbox --port 4010 --provider paywint")
    .action(async (options: Pick<SandboxOptions, "port" | "provider">) => {
      const onRequest: SandboxOptions["onRequest"] = (exchange) =>
        console.log(describeExchange(exchange, process.stdout));
      const sandbox = await startSandbox({ ...options, documents, onRequest });
      // Before "Ready" is printed, so that a signal sent right after it is handled.
      closeOnSignal(sandbox);
      console.log(`${describeSandbox(sandbox)}\nReady. Press Ctrl+C to stop.`);
    });
}

function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`The port must be a whole number from 0 to ${HIGHEST_PORT}.`);
}

function closeOnSignal(sandbox: Sandbox): void {
  const stop = () => void sandbox.close();
  process.once("SIGINT", stop).once("SIGTERM", stop);
}
