import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { callAll } from "./call-all.ts";
import { toTable } from "./to-table.ts";

// Calls one operation of each provider through the facade, against a sandbox on this machine.

const providers = { inklink, p100, paywint, persona, qash };
const exchanges: SandboxExchange[] = [];
await using sandbox = await startSandbox({ onRequest: (exchange) => exchanges.push(exchange) });
const results = await callAll(sandbox);
const rows = results.map((result) => ({
  provider: providers[result.provider],
  result,
  exchange: exchanges.find(({ provider }) => provider === result.provider),
}));

const { columns = 132, isTTY = false } = process.stdout;
console.log(
  toTable(rows, { columns: Math.min(columns, 160), color: isTTY && !process.env.NO_COLOR }),
);
const succeeded = results.filter(({ ok }) => ok).length;
console.log(`${succeeded} of ${results.length} operations succeeded.`);
if (succeeded < results.length) process.exitCode = 1;
