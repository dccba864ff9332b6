import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import {
  CountersignError,
  createMemoryReplayGuard,
  type WebhookDelivery,
  WebhookError,
} from "countersign";
import { signP100Webhook, verifyP100Webhook } from "countersign/p100";
import { signPersonaWebhook, verifyPersonaWebhook } from "countersign/persona";
import express, { type RequestHandler } from "express";
import { type Context, Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";

// Demonstrates the pitfalls that docs/webhooks.md warns about.

const secret = "wbhsec_00000000-fake-4000-8000-000000000001";
const event = '{ "data": { "id": "evt_1", "attributes": { "name": "inquiry.approved" } } }';

async function outcomeOf(delivery: WebhookDelivery): Promise<string> {
  try {
    await verifyPersonaWebhook(delivery, { secret });
    return "accepted";
  } catch (error) {
    if (error instanceof WebhookError) return error.reason;
    if (error instanceof CountersignError) return error.code;
    throw error;
  }
}

/** Delivers an event to a server, and returns the text of a success response or the status of any other. */
async function deliver(server: Server, body: string): Promise<string> {
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const type = { "content-type": "application/json" };
  const headers = await signPersonaWebhook({ body, secret, headers: type });
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body });
  return response.ok ? response.text() : String(response.status);
}

describe("Express", () => {
  function deliverThrough(parsers: RequestHandler[], body = event): Promise<string> {
    const app = express().use(parsers);
    app.post("/", async ({ body, headers }, response) => {
      response.send(await outcomeOf({ body, headers }));
    });
    return deliver(createServer(app), body);
  }
  const rawBody = express.raw({ type: () => true, limit: "1mb" });

  it("provides the bytes to verify with express.raw()", async () => {
    expect(await deliverThrough([rawBody])).toBe("accepted");
  });

  it("leaves nothing to verify after express.json()", async () => {
    expect(await deliverThrough([express.json(), rawBody])).toBe("request_invalid");
  });

  it("reads only application/octet-stream if express.raw() has no type", async () => {
    expect(await deliverThrough([express.raw()])).toBe("request_invalid");
  });

  it("responds with 413 above 100 kB if express.raw() has no limit", async () => {
    const body = event.replace("evt_1", "x".repeat(102_400));
    expect(await deliverThrough([express.raw({ type: () => true })], body)).toBe("413");
    expect(await deliverThrough([rawBody], body)).toBe("accepted");
  });
});

describe("Hono", () => {
  function deliverTo(toDelivery: (c: Context) => Promise<WebhookDelivery>): Promise<string> {
    const app = new Hono();
    app.post("/", async (c) => c.text(await outcomeOf(await toDelivery(c))));
    return deliver(createServer(getRequestListener(app.fetch)), event);
  }

  it.each(["json", "text"] as const)(
    "has consumed the request after c.req.%s()",
    async (method) => {
      const outcome = await deliverTo(async (c) => {
        await c.req[method]();
        return c.req.raw;
      });
      expect(outcome).toBe("request_invalid");
    },
  );

  it.each(["json", "text"] as const)("keeps the text after c.req.%s()", async (method) => {
    const outcome = await deliverTo(async (c) => {
      await c.req[method]();
      return { body: await c.req.text(), headers: c.req.raw.headers };
    });
    expect(outcome).toBe("accepted");
  });
});

it("can verify the chunks and headers of Node's own server", async () => {
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end(await outcomeOf({ body: Buffer.concat(chunks), headers: request.headers }));
  });
  expect(await deliver(server, event)).toBe("accepted");
});

describe("a Request", () => {
  async function request(): Promise<Request> {
    const headers = await signPersonaWebhook({ body: event, secret });
    return new Request("https://app.example/", { method: "POST", headers, body: event });
  }

  it("cannot be verified once its JSON has been read", async () => {
    const delivery = await request();
    await delivery.json();
    expect(await outcomeOf(delivery)).toBe("request_invalid");
  });

  it("can be verified if a clone of it has been read", async () => {
    const delivery = await request();
    await delivery.clone().json();
    expect(await outcomeOf(delivery)).toBe("accepted");
  });
});

it("refuses a body that was parsed and serialized again", async () => {
  const headers = await signPersonaWebhook({ body: event, secret });
  const body = JSON.stringify(JSON.parse(event));
  expect(await outcomeOf({ body, headers })).toBe("signature_mismatch");
});

it("does not parse the body of a sender that cannot sign", async () => {
  const headers = await signPersonaWebhook({ body: "{", secret: "wbhsec_another" });
  expect(await outcomeOf({ body: "{", headers })).toBe("signature_mismatch");
});

it("mistakes P100's second event with the same body for a replay", async () => {
  const body = JSON.stringify({ externalUserId: "user_1", status: "ACTIVE" });
  const headers = await signP100Webhook({ body, secret });
  const options = { secret, replayGuard: createMemoryReplayGuard() };
  await verifyP100Webhook({ body, headers }, options);
  await expect(verifyP100Webhook({ body, headers }, options)).rejects.toThrow("replayed");
});
