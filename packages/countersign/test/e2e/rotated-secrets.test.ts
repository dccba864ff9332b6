import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Sandbox, startSandbox } from "@countersign/sandbox";
import { expect, it, onTestFinished } from "vitest";
import { WebhookError } from "../../src/index.ts";
import { createInklinkClient, verifyInklinkWebhook } from "../../src/providers/inklink.ts";
import { createPersonaClient, verifyPersonaWebhook } from "../../src/providers/persona.ts";

type Verify = typeof verifyPersonaWebhook | typeof verifyInklinkWebhook;

/** Starts a sandbox, and a receiver that tells whether it could verify a delivery with the secret that it knows. */
async function start(verify: Verify) {
  const sandbox = await startSandbox({ now: "2026-01-31T12:00:00Z" });
  const known = { secret: "" };
  let outcome = "nothing arrived";
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
    outcome = await verify(delivery, { secret: known.secret, now: sandbox.clock.now })
      .then(() => "verified")
      .catch((error) => (error instanceof WebhookError ? error.reason : String(error)));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await sandbox.close();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const attempt = async (secret: string, delivery: Parameters<Sandbox["deliver"]>[0]) => {
    outcome = "nothing arrived";
    known.secret = secret;
    await sandbox.deliver(delivery);
    return outcome;
  };
  return { sandbox, url, attempt };
}

it("signs by both of Persona's secrets until the old one expires", async () => {
  const { sandbox, url, attempt } = await start(verifyPersonaWebhook);
  const persona = createPersonaClient(sandbox.connection("persona"));
  const { data: created } = await persona.createWebhook({
    body: {
      data: { attributes: { name: "Decisions", url, "enabled-events": ["inquiry.approved"] } },
    },
  });
  const params = { path: { "webhook-id": created.id } };
  await persona.enableWebhook({ params });
  const rotation = { params, body: { meta: { "expires-in-seconds": 3600 } } };
  const { data: rotated } = await persona.rotateWebhookSecret(rotation);
  const old = created.attributes?.secret ?? "";
  const current = rotated.attributes?.secret ?? "";
  expect(current).not.toBe(old);

  const delivery = { provider: "persona", event: "inquiry.approved" };
  expect(await attempt(old, delivery)).toBe("verified");
  expect(await attempt(current, delivery)).toBe("verified");
  await sandbox.clock.advance(3_600_000);
  expect(await attempt(old, delivery)).toBe("signature_mismatch");
  expect(await attempt(current, delivery)).toBe("verified");
  expect(await attempt(old, { ...delivery, signature: "old-secret" })).toBe("verified");
});

it("ends Inklink's old secret at once", async () => {
  const { sandbox, url, attempt } = await start(verifyInklinkWebhook);
  const inklink = createInklinkClient(sandbox.connection("inklink"));
  const { id = "", secret: old = "" } = await inklink.createWebhookEndpoint({ body: { url } });
  const { secret: current = "" } = await inklink.rotateWebhookEndpointSecret({
    params: { path: { id } },
  });

  const delivery = { provider: "inklink", event: "kyc.result.approved" };
  expect(await attempt(old, delivery)).toBe("signature_mismatch");
  expect(await attempt(current, delivery)).toBe("verified");
  expect(await attempt(old, { ...delivery, signature: "old-secret" })).toBe("verified");
});
