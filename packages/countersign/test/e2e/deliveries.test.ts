import { createServer } from "node:http";
import { type DeliveryOptions, type Sandbox, startSandbox } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import inklinkDocument from "../../../providers/inklink/openapi.json" with { type: "json" };
import personaDocument from "../../../providers/persona/openapi.json" with { type: "json" };
import { verifyInklinkWebhook } from "../../src/providers/inklink.ts";
import { verifyP100Webhook } from "../../src/providers/p100.ts";
import { verifyPersonaWebhook } from "../../src/providers/persona.ts";

// The sandbox has signature code of its own, so agreement proves both.

type Verify = typeof verifyPersonaWebhook | typeof verifyInklinkWebhook | typeof verifyP100Webhook;

const verifiers: Record<string, Verify> = {
  persona: verifyPersonaWebhook,
  inklink: verifyInklinkWebhook,
  p100: verifyP100Webhook,
};

let sandbox: Sandbox;
let outcome: unknown;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const provider = request.url?.slice(1) ?? "";
  const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
  const secret = sandbox.webhookSecret(provider);
  const verified = verifiers[provider]?.(delivery, { secret });
  outcome = await verified?.then(({ event, id }) => ({ event, id })).catch((error) => error.reason);
  response.writeHead(typeof outcome === "string" ? 401 : 204).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const webhooks = Object.keys(verifiers).map((name) => [name, `http://127.0.0.1:${port}/${name}`]);
  sandbox = await startSandbox({ webhooks: Object.fromEntries(webhooks) });
});
afterAll(async () => {
  await sandbox.close();
  server.close();
});

async function outcomeOf(delivery: DeliveryOptions): Promise<unknown> {
  outcome = "nothing arrived";
  await sandbox.deliver(delivery);
  return outcome;
}

it.each([
  ["persona", Object.keys(personaDocument.webhooks)],
  ["inklink", Object.keys(inklinkDocument.webhooks)],
])("verifies every event that the sandbox sends for %s", async (provider, events) => {
  expect(events.length).toBeGreaterThan(5);
  for (const event of events) {
    expect(await outcomeOf({ provider, event })).toMatchObject({ event, id: expect.any(String) });
  }
});

it("verifies the token of P100", async () => {
  const sent = { provider: "p100", event: "userStatus" };
  expect(await outcomeOf(sent)).toMatchObject({ event: null });
  expect(await outcomeOf({ ...sent, signature: "wrong" })).toBe("signature_mismatch");
  expect(await outcomeOf({ ...sent, signature: "missing" })).toBe("header_missing");
});

describe.each([
  ["persona", "inquiry.approved"],
  ["inklink", "kyc.result.approved"],
])("rejects what the sandbox sends on demand for %s", (provider, event) => {
  it.each([
    ["wrong", "signature_mismatch"],
    ["stale", "timestamp_stale"],
    ["missing", "header_missing"],
  ] as const)("a signature that is %s", async (signature, reason) => {
    expect(await outcomeOf({ provider, event, signature })).toBe(reason);
  });
});
