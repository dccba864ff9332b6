import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startSandbox } from "@countersign/sandbox";
import { expect, it, onTestFinished } from "vitest";
import { createInklinkClient, verifyInklinkWebhook } from "../../src/providers/inklink.ts";
import { createPersonaClient, verifyPersonaWebhook } from "../../src/providers/persona.ts";

// Receivers that are registered by the providers' own operations, as an application does once.

type Verify = typeof verifyPersonaWebhook | typeof verifyInklinkWebhook;

/** Starts a sandbox and a receiver that verifies with the secrets that it has, and keeps the events or why it rejects them. */
async function start(provider: string, verify: Verify) {
  const sandbox = await startSandbox({ provider, now: "2026-01-31T12:00:00Z" });
  const secrets: string[] = [];
  const heard: (string | null)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
    const options = { secret: secrets, now: () => sandbox.clock.now() };
    await verify(delivery, options).then(
      ({ event }) => heard.push(event),
      (error) => heard.push(error.reason),
    );
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await sandbox.close();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { sandbox, secrets, heard, url: `http://127.0.0.1:${port}` };
}

it("sends Persona's events to a webhook that is enabled, by the secrets in force", async () => {
  const { sandbox, secrets, heard, url } = await start("persona", verifyPersonaWebhook);
  const persona = createPersonaClient(sandbox.connection("persona"));
  const approve = async () => {
    const attributes = { "inquiry-template-id": "itmpl_ABC123" };
    const { data } = await persona.createInquiry({ body: { data: { attributes } } });
    await sandbox.finish("persona", data.id, "approved");
    return heard.splice(0);
  };
  const all = { name: "All", url, "enabled-events": ["*" as const] };
  const { data: webhook } = await persona.createWebhook({ body: { data: { attributes: all } } });
  const params = { path: { "webhook-id": webhook.id } };
  const first = webhook.attributes?.secret ?? "";
  secrets.push(first);
  expect(await approve()).toEqual([]);

  await persona.enableWebhook({ params });
  const journey = ["inquiry.created", "inquiry.started", "inquiry.completed", "inquiry.approved"];
  expect(await approve()).toEqual(journey);

  await persona.updateWebhook({
    params,
    body: { data: { attributes: { "enabled-events": ["inquiry.approved"] } } },
  });
  expect(await approve()).toEqual(["inquiry.approved"]);

  const { data: rotated } = await persona.rotateWebhookSecret({
    params,
    body: { meta: { "expires-in-seconds": 3600 } },
  });
  const { secret: second = "" } = rotated.attributes ?? {};
  expect(rotated.attributes?.secrets).toEqual([
    { value: second, "expires-at": null },
    { value: first, "expires-at": "2026-01-31T13:00:00.000Z" },
  ]);
  expect(await approve()).toEqual(["inquiry.approved"]);
  await sandbox.clock.advance(3_600_000);
  expect(await approve()).toEqual(["signature_mismatch"]);
  secrets.push(second);
  expect(await approve()).toEqual(["inquiry.approved"]);

  await persona.disableWebhook({ params });
  expect(await approve()).toEqual([]);
});

it("sends Inklink's events to an endpoint, whose old secret stops at once", async () => {
  const { sandbox, secrets, heard, url } = await start("inklink", verifyInklinkWebhook);
  const inklink = createInklinkClient(sandbox.connection("inklink"));
  const reject = async () => {
    const body = { subject_id: "user_42", return_url: "https://app.example/verified" };
    const { id = "" } = await inklink.createKycInquiry({ body: { ...body, level: 1 } });
    await sandbox.finish("inklink", id, "rejected");
    return heard.splice(0);
  };
  const { id = "", secret = "" } = await inklink.createWebhookEndpoint({ body: { url } });
  secrets.push(secret);
  expect(await reject()).toEqual(["kyc.result.pending", "kyc.result.rejected"]);

  const rotated = await inklink.rotateWebhookEndpointSecret({ params: { path: { id } } });
  expect(await reject()).toEqual(["signature_mismatch", "signature_mismatch"]);
  secrets.splice(0, 1, rotated.secret ?? "");
  expect(await reject()).toEqual(["kyc.result.pending", "kyc.result.rejected"]);

  const event_types = ["kyc.result.approved" as const];
  await inklink.createWebhookEndpoint({ body: { url, event_types } });
  expect(await reject()).toEqual(["kyc.result.pending", "kyc.result.rejected"]);
});
