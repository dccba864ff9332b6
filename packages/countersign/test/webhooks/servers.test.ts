import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { signInklinkWebhook, verifyInklinkWebhook } from "../../src/providers/inklink.ts";
import type { WebhookDelivery } from "../../src/webhooks/delivery.ts";
import { inklinkSecret as secret } from "./deliveries.ts";

// Verifies deliveries over a socket, in the forms that servers provide.

const body = JSON.stringify({
  type: "kyc.result.approved",
  timestamp: "2026-01-01T00:00:00.000Z",
  data: { inquiry_id: "kyc_iq_1", subject_id: "Žofie" },
});

/** Delivers over HTTP; returns the event, or the reason for the rejection. */
async function deliver(
  toDelivery: (request: IncomingMessage, chunks: Buffer[]) => WebhookDelivery,
  sent: string = body,
): Promise<unknown> {
  let outcome: unknown;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    outcome = await verifyInklinkWebhook(toDelivery(request, chunks), { secret }).then(
      ({ event }) => event,
      (error) => error.reason,
    );
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const headers = await signInklinkWebhook({ body, secret });
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/hooks`, { method: "POST", headers, body: sent });
  return outcome;
}

const forms: [string, Parameters<typeof deliver>[0]][] = [
  [
    "the headers of node:http and a Buffer",
    ({ headers }, chunks) => ({ headers, body: Buffer.concat(chunks) }),
  ],
  [
    "the distinct headers of node:http and a string",
    ({ headersDistinct }, chunks) => ({
      headers: headersDistinct,
      body: `${Buffer.concat(chunks)}`,
    }),
  ],
  [
    "raw header pairs and an ArrayBuffer",
    ({ rawHeaders }, chunks) => ({
      headers: Array.from(
        { length: rawHeaders.length / 2 },
        (_, index) => [rawHeaders[2 * index] ?? "", rawHeaders[2 * index + 1] ?? ""] as const,
      ),
      body: new Uint8Array(Buffer.concat(chunks)).buffer,
    }),
  ],
  [
    "a Request, as frameworks create it",
    ({ headersDistinct, url }, chunks) =>
      new Request(`http://app.test${url}`, {
        method: "POST",
        headers: Object.entries(headersDistinct).flatMap(([name, values = []]) =>
          name === "connection" ? [] : values.map((value): [string, string] => [name, value]),
        ),
        body: Buffer.concat(chunks),
      }),
  ],
];

describe.each(forms)("with %s, verifyInklinkWebhook", (_, toDelivery) => {
  it("accepts a delivery", async () => {
    expect(await deliver(toDelivery)).toBe("kyc.result.approved");
  });

  it("rejects a delivery whose body was changed in transit", async () => {
    expect(await deliver(toDelivery, body.replace("approved", "rejected"))).toBe(
      "signature_mismatch",
    );
  });
});
