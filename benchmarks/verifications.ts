import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { startSandbox } from "@countersign/sandbox";
import { createPersonaClient, verifyPersonaWebhook } from "countersign/persona";
import { median } from "./median.ts";

// Measures verifications from their start to the delivered webhook, with sandbox, client and receiver in one process, and how
// long the command takes until it serves. CPU time is comparable on a busy machine, too.

const VERIFICATIONS = 1_000;
const WARM_UP = 100;
const PARALLEL = 8;
const STARTS = 5;

let verified = 0;
const receiver = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
  await verifyPersonaWebhook(delivery, { secret: sandbox.webhookSecret("persona") });
  verified += 1;
  response.writeHead(204).end();
});
await once(receiver.listen(0, "127.0.0.1"), "listening");
const { port } = receiver.address() as AddressInfo;
const sandbox = await startSandbox({ webhooks: { persona: `http://127.0.0.1:${port}/` } });
const persona = createPersonaClient(sandbox.connection("persona"));

async function verify(number: number): Promise<void> {
  const attributes = { "inquiry-template-id": "itmpl_ABC123", "reference-id": `user-${number}` };
  const { data } = await persona.createInquiry({ body: { data: { attributes } } });
  await sandbox.finish("persona", data.id, "approved");
  const params = { path: { "inquiry-id": data.id } };
  const { data: after } = await persona.getInquiry({ params });
  if (after.attributes?.status !== "approved") throw new Error(`${data.id} is not approved`);
}

/** Returns how many verifications were finished per second, and per second of CPU time. */
async function rates(count: number): Promise<readonly [perSecond: number, perCpuSecond: number]> {
  let next = 0;
  const start = performance.now();
  const before = process.cpuUsage();
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      while (next < count) {
        next += 1;
        await verify(next);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return [count / seconds, count / ((user + system) / 1_000_000)];
}

/** Returns how many milliseconds the command takes until it is ready. */
async function startUp(args: readonly string[]): Promise<number> {
  const command = fileURLToPath(import.meta.resolve("@countersign/sandbox/package.json"));
  const bin = command.replace("package.json", "bin/countersign-sandbox.js");
  const start = performance.now();
  const child = spawn(process.execPath, [bin, "--port", "0", ...args]);
  for await (const chunk of child.stdout) if (String(chunk).includes("Ready.")) break;
  const took = performance.now() - start;
  child.kill();
  await once(child, "exit");
  return took;
}

await rates(WARM_UP);
verified = 0;
const measured = await rates(VERIFICATIONS);
const { maxRSS } = process.resourceUsage();
await sandbox.close();
receiver.close();

console.log(`On Node ${process.version}, ${PARALLEL} at a time:\n`);
const [perSecond, perCpuSecond] = measured;
const row = (name: string, each: number) =>
  console.log(`| ${name} | ${Math.round(perSecond * each)} | ${Math.round(perCpuSecond * each)} |`);
console.log("| | per second | per second of CPU time |\n|---|---|---|");
row("verifications from start to delivered webhook", 1);
row("API calls, besides", 2);
row("verified deliveries", verified / VERIFICATIONS);
console.log(`\nPeak memory of sandbox, client and receiver: ${Math.round(maxRSS / 1024)} MiB.`);

console.log("\n| start of the command | median | aim |\n|---|---|---|");
for (const [name, args, aim] of [
  ["Paywint alone", ["--provider", "paywint"], 500],
  ["Persona alone", ["--provider", "persona"], 500],
  ["all five", [], 1000],
] as const) {
  const times: number[] = [];
  for (let count = 0; count < STARTS; count += 1) times.push(await startUp(args));
  console.log(`| ${name} | ${Math.round(median(times))} ms | ${aim} ms |`);
}
