import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { startReceiver } from "../verifications/start-receiver.ts";
import { createJourneys, type Journey } from "./journeys.ts";
import { play } from "./play.ts";
import { tell } from "./tell.ts";

// Verifies a person with each provider, from the first call to the outcome, against a sandbox on this machine.

const providers = { inklink, p100, paywint, persona, qash };
const exchanges: SandboxExchange[] = [];
let verify: Journey["verify"];
await using receiver = await startReceiver(async (delivery) => void (await verify?.(delivery)), {
  accepted: 200,
});
const names = ["persona", "inklink", "paywint", "p100"];
await using sandbox = await startSandbox({
  onRequest: (exchange) => exchanges.push(exchange),
  webhooks: Object.fromEntries(names.map((name) => [name, receiver.url])),
});

const { isTTY = false } = process.stdout;
const color = isTTY && !process.env.NO_COLOR;
let finished = 0;
const journeys = createJourneys(sandbox);
for (const journey of journeys) {
  verify = journey.verify;
  const story = await play(journey, sandbox, exchanges);
  console.log(`${tell(story, providers[journey.provider], { color })}\n`);
  if (story.problem === undefined) finished += 1;
}
console.log(`${finished} of ${journeys.length} verifications finished.`);
console.log("Next: docs/quick-start.md calls a provider from a program of your own.");
if (finished < journeys.length) process.exitCode = 1;
