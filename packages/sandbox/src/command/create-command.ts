import { Command, InvalidArgumentError } from "commander";
import type { FaultRule } from "../faults/fault.ts";
import { FAULT_SYNTAX, parseFaultRule } from "../faults/parse-fault.ts";
import type { Sandbox } from "../server/sandbox.ts";
import type { SandboxOptions } from "../server/sandbox-options.ts";
import { startSandbox } from "../server/start-sandbox.ts";
import { describeExchange } from "./describe-exchange.ts";
import { describeSandbox } from "./describe-sandbox.ts";

/** Settings of the command that are not command-line arguments. */
export interface CommandSettings extends Pick<SandboxOptions, "documents"> {
  readonly version: string;
}

interface CommandOptions extends Pick<SandboxOptions, "port" | "provider" | "cors"> {
  readonly fault?: readonly FaultRule[];
}

const FAULT_HELP = `let requests fail, can be repeated: <provider>/<operationId>: ${FAULT_SYNTAX}; times=<number> limits it`;

const EXAMPLES = `
Examples:
  $ countersign-sandbox --port 4010 --provider paywint
  $ countersign-sandbox --fault "persona/createInquiry: 429; retry-after=2; times=1"`;

const DEFAULT_PORT = 4010;
const HIGHEST_PORT = 65_535;

/** Creates the command `countersign-sandbox`, which serves until SIGINT or SIGTERM. */
export function createCommand({ version, documents }: CommandSettings): Command {
  return new Command("countersign-sandbox")
    .description("Run a local sandbox of identity-verification providers.")
    .version(version)
    .option("--port <number>", "port to listen on; 0 picks a free port", parsePort, DEFAULT_PORT)
    .option("--provider <name>", "serve only this provider, at / instead of /<name>")
    .option("--cors", "let pages of localhost call it")
    .option("--fault <rule>", FAULT_HELP, parseRule)
    .addHelpText("after", EXAMPLES)
    .action(async ({ fault: faults, ...options }: CommandOptions) => {
      const onRequest: SandboxOptions["onRequest"] = (exchange) =>
        console.log(describeExchange(exchange, process.stdout));
      const sandbox = await startSandbox({ ...options, documents, faults, onRequest });
      // Before "Ready" is printed, so that a signal sent right after it is handled.
      closeOnSignal(sandbox);
      console.log(`${describeSandbox(sandbox)}\nReady. Press Ctrl+C to stop.`);
    });
}

function parseRule(value: string, before: readonly FaultRule[] = []): readonly FaultRule[] {
  const rule = parseFaultRule(value);
  if (rule !== undefined) return [...before, rule];
  throw new InvalidArgumentError(
    `Write [<provider>[/<operationId>]:] and ${FAULT_SYNTAX}; times=<number> limits it.`,
  );
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
