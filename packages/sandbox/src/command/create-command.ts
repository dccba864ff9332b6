import { Command, Option } from "commander";
import type { FaultRule } from "../faults/fault.ts";
import { LOOPBACK_HOST } from "../http/guard.ts";
import type { Sandbox } from "../server/sandbox.ts";
import type { SandboxOptions } from "../server/sandbox-options.ts";
import { startSandbox } from "../server/start-sandbox.ts";
import { describeExchange } from "./describe-exchange.ts";
import { describeSandbox } from "./describe-sandbox.ts";
import { EXAMPLES, FAULT_HELP } from "./help-text.ts";
import { parseFaultOption, parsePort, parseTime, parseWebhook } from "./parse-options.ts";

/** Settings of the command that are not command-line arguments. */
export interface CommandSettings extends Pick<SandboxOptions, "documents"> {
  readonly version: string;
}

/** The options of the command: those of `startSandbox`, except for the names of options that can be repeated. */
interface CommandOptions
  extends Omit<SandboxOptions, "documents" | "faults" | "webhooks" | "allowedHosts" | "onRequest"> {
  readonly fault?: readonly FaultRule[];
  readonly allowedHost?: readonly string[];
  readonly webhook?: Readonly<Record<string, string>>;
}

const DEFAULT_PORT = 4010;

/** Creates the command `countersign-sandbox`, which serves until SIGINT or SIGTERM. */
export function createCommand({ version, documents }: CommandSettings): Command {
  const stateless = new Option(
    "--stateless",
    "respond with the documented examples, whatever was requested before",
  );
  const links = new Option("--links <where>", "where links to the end user's page lead");
  return new Command("countersign-sandbox")
    .description("Run a local sandbox of identity-verification providers.")
    .version(version)
    .option("--port <number>", "port to listen on, 0 for any", parsePort, DEFAULT_PORT)
    .option("--provider <name>", "serve only this provider, at the root instead of below its name")
    .option("--host <name>", "name or address of this machine to listen on", LOOPBACK_HOST)
    .option("--allowed-host <name>", "name by which it is called as well, can be repeated", collect)
    .option("--state <file>", "keep what was requested in this SQLite file (Node 22.13 or later)")
    .addOption(stateless.conflicts("state"))
    .option("--seed <text>", "make the same IDs and secrets in each run")
    .option("--now <time>", "time at which the clock stands", parseTime)
    .option("--rate-limits", "count requests against the documented rate limits")
    .option(
      "--webhook <provider=url>",
      "send a provider's webhooks to this URL, can be repeated",
      parseWebhook,
    )
    .addOption(links.choices(["sandbox", "provider"]).default("sandbox"))
    .option("--cors", "let pages of localhost call it")
    .option("--fault <rule>", FAULT_HELP, parseFaultOption)
    .addHelpText("after", EXAMPLES)
    .action(
      async ({
        fault: faults,
        webhook: webhooks,
        allowedHost: allowedHosts,
        ...options
      }: CommandOptions) => {
        const onRequest: SandboxOptions["onRequest"] = (exchange) =>
          console.log(describeExchange(exchange, process.stdout));
        const sandbox = await startSandbox({
          ...options,
          allowedHosts,
          documents,
          faults,
          webhooks,
          onRequest,
        });
        // Before "Ready" is printed, so that a signal sent right after it is handled.
        closeOnSignal(sandbox);
        console.log(`${describeSandbox(sandbox)}\nReady. Press Ctrl+C to stop.`);
      },
    );
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function closeOnSignal(sandbox: Sandbox): void {
  const stop = () => void sandbox.close();
  process.once("SIGINT", stop).once("SIGTERM", stop);
}
