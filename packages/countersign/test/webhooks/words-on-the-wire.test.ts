import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { verifyWebhook } from "../../src/webhooks/any-provider.ts";
import { listen } from "../helpers/listen.ts";
import { deliveryVectors } from "../signing/vectors.ts";
import { outcomeOf } from "./deliveries.ts";
import { providerWith } from "./schemes.ts";

// The published deliveries, sent over a socket to a server whose own URL is not the one that is signed.
describe.each(deliveryVectors)("$title", ({ declaration, body: kind, secret, input, headers }) => {
  const provider = providerWith({ ...(kind && { body: kind }), signature: declaration });
  const { url, timestamp = "0" } = input;
  const now = () => (Number(timestamp) ? Number(timestamp) * 1000 : Date.parse(timestamp));

  /** Sends the delivery with this body, and returns what becomes of it. */
  async function deliver(body: string): Promise<string> {
    let outcome = "nothing arrived";
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
      outcome = await outcomeOf(verifyWebhook(provider, delivery, { secret, url, now }));
      response.writeHead(204).end();
    });
    const sent = { ...input.headers, ...headers };
    await fetch(`${await listen(server)}/hooks`, { method: "POST", headers: sent, body });
    return outcome;
  }

  it("is accepted", async () => {
    expect(await deliver(String(input.body))).toBe("accepted");
  });

  it("is rejected with another body", async () => {
    const other = kind === undefined ? '{"other":true}' : "other=1";
    expect(await deliver(other)).toMatch(/^WebhookError (signature_mismatch|field_missing)$/);
  });
});
