import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type OpenApiDocument, type SandboxOptions, startSandbox } from "@countersign/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { verifyWebhook, WebhookError } from "../../src/index.ts";

// A private provider with operations for receivers. The sandbox has signature code of its own, so agreement proves both.

const json = (schema: object, example: unknown) => ({ "application/json": { schema, example } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const id = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
const endpoint = {
  id: "end_ABC123",
  url: "https://example.com/hooks",
  events: ["check.passed"],
  secret: "whsec_ZXhhbXBsZQ==",
  old_secret_until: null,
};
const check = { id: "chk_ABC123", status: "passed" };
const responds = (name: string, example: unknown) => ({
  "200": { description: "Ok", content: json(ref(name), example) },
});
const event = (name: string) => ({
  post: {
    parameters: [
      { name: "webhook-id", in: "header", schema: { type: "string", examples: ["evt_83a2bfc1"] } },
    ],
    requestBody: {
      content: json(
        { type: "object", properties: { type: { type: "string" }, check: ref("Check") } },
        { type: name, check },
      ),
    },
    responses: {},
  },
});

/** How deliveries are signed, for the document and for the table. */
const signature = {
  header: "webhook-signature",
  credential: "webhookSecret",
  algorithm: "SHA-256",
  keyEncoding: "base64",
  keyPrefix: "whsec_",
  message: ["{header:webhook-id}", "{timestamp}", "{body}"],
  separator: ".",
  timestamp: { header: "webhook-timestamp", unit: "s" },
  encoding: "base64",
  value: "v1,{signature}",
  valueSeparator: " ",
} as const;

const relay: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Relay", version: "1" },
  paths: {
    "/endpoints": {
      post: {
        operationId: "createEndpoint",
        security: [],
        requestBody: { content: json(ref("Endpoint"), { url: "https://example.com/hooks" }) },
        responses: responds("Endpoint", endpoint),
        "x-countersign-resource": { sets: [{ at: "/secret", value: "{secret}", keep: true }] },
      },
    },
    "/endpoints/{id}": {
      get: {
        operationId: "getEndpoint",
        parameters: id,
        responses: responds("Endpoint", endpoint),
      },
    },
    "/endpoints/{id}/rotate": {
      post: {
        operationId: "rotateSecret",
        parameters: id,
        requestBody: { content: json({ type: "object", properties: { overlap: {} } }, {}) },
        responses: responds("Endpoint", endpoint),
        "x-countersign-resource": {
          name: "endpoints",
          action: "update",
          by: "/path/id",
          body: false,
          sets: [
            { at: "/old_secret_until", value: "{now+body:/overlap}", keep: true },
            { at: "/secret", value: "{secret}", keep: true },
          ],
        },
      },
    },
    "/checks": {
      post: {
        operationId: "startCheck",
        requestBody: { content: json({ type: "object" }, {}) },
        responses: responds("Check", check),
      },
    },
    "/checks/{id}": {
      get: { operationId: "getCheck", parameters: id, responses: responds("Check", check) },
    },
  },
  webhooks: Object.fromEntries(
    ["check.started", "check.passed", "check.failed"].map((name) => [name, event(name)]),
  ),
  components: {
    schemas: {
      Endpoint: {
        type: "object",
        properties: {
          id: { type: "string" },
          url: { type: "string" },
          events: { type: ["array", "null"], items: { type: "string" } },
          secret: { type: "string" },
          old_secret_until: { type: ["string", "null"], format: "date-time" },
        },
      },
      Check: {
        type: "object",
        properties: { id: { type: "string" }, status: { type: "string" } },
      },
    },
  },
  "x-countersign-resources": {
    endpoints: {
      receiver: {
        url: "/url",
        events: "/events",
        secret: "/secret",
        oldSecretUntil: "/old_secret_until",
      },
    },
    checks: {
      lifecycle: {
        state: "/status",
        initial: "created",
        states: { created: {}, started: {}, passed: { final: true }, failed: { final: true } },
        moves: Object.fromEntries(
          [
            ["start", "created", "started"],
            ["pass", "started", "passed"],
            ["fail", "started", "failed"],
          ].map(([name = "", from, to]) => [
            name,
            { from: [from], to, by: "person", events: [`check.${to}`], evidence: "documented" },
          ]),
        ),
      },
    },
  },
  "x-countersign-webhooks": {
    event: { pointer: "/type" },
    id: { header: "webhook-id" },
    signature,
    retries: { delays: [60, 300], evidence: "documented" },
  },
};

/** What the generator would write for receivers. */
const table = {
  name: "relay",
  title: "Relay",
  webhooks: {
    event: { pointer: "/type" },
    id: { header: "webhook-id" },
    signature,
  },
} as const;

/** Starts a sandbox and a receiver that verifies with the secrets that it has, and tells what it made of each delivery. */
async function start(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ documents: { relay }, ...options });
  const secrets: string[] = [];
  const outcomes: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
    const now = sandbox.clock.now;
    const outcome = await verifyWebhook(table, delivery, { secret: secrets, now })
      .then(({ body }) => JSON.stringify(body))
      .catch((error) => (error instanceof WebhookError ? error.reason : String(error)));
    outcomes.push(outcome);
    response.writeHead(outcome.startsWith("{") ? 204 : 401).end(outcome);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await sandbox.close();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const { baseUrl } = sandbox.connection("relay");
    const headers = { "content-type": "application/json" };
    const sent = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(`${baseUrl}${path}`, sent);
    expect(response.status).toBe(200);
    return Object(await response.json());
  };
  return { sandbox, secrets, outcomes, url, post };
}

describe("a receiver that a request registers", () => {
  it("gets the events of each move in order, signed with the secret that it was given", async () => {
    const { sandbox, secrets, outcomes, url, post } = await start();
    const { id: endpointId = "", secret = "" } = await post("/endpoints", { url, events: null });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    secrets.push(secret);
    const { id: checkId = "" } = await post("/checks", {});
    await sandbox.finish("relay", checkId, "passed");
    expect(outcomes.map((outcome) => JSON.parse(outcome))).toEqual([
      { type: "check.started", check: { id: checkId, status: "started" } },
      { type: "check.passed", check: { id: checkId, status: "passed" } },
    ]);
    expect(sandbox.deliveries).toMatchObject([
      { event: "check.started", receiver: endpointId, state: "delivered", status: 204 },
      { event: "check.passed", receiver: endpointId, state: "delivered", status: 204 },
    ]);
  });

  it("gets signatures by both secrets while the old one is in force, and by the new one afterwards", async () => {
    const { sandbox, secrets, outcomes, url, post } = await start({ now: "2026-01-31T12:00:00Z" });
    const { id: endpointId, secret: old = "" } = await post("/endpoints", { url });
    const rotated = await post(`/endpoints/${endpointId}/rotate`, { overlap: 3600 });
    const { old_secret_until: until, secret: current = "" } = rotated;
    expect(until).toBe("2026-01-31T13:00:00.000Z");
    expect(current).not.toBe(old);
    const attempt = async (known: string, signature?: "old-secret") => {
      secrets.splice(0, 1, known);
      await sandbox.deliver({ provider: "relay", event: "check.passed", signature });
      return outcomes.pop()?.replace(/^\{.*/, "verified");
    };
    expect(await attempt(old)).toBe("verified");
    expect(await attempt(current)).toBe("verified");
    expect(await attempt(current, "old-secret")).toBe("signature_mismatch");
    await sandbox.clock.advance(3_600_000);
    expect(await attempt(old)).toBe("signature_mismatch");
    expect(await attempt(current)).toBe("verified");
    expect(await attempt(old, "old-secret")).toBe("verified");
  });

  it("gets a delivery again that it refused, until it knows the secret", async () => {
    const { sandbox, secrets, outcomes, url, post } = await start({ now: "2026-01-31T12:00:00Z" });
    const { secret = "" } = await post("/endpoints", { url, events: ["check.failed"] });
    secrets.push("whsec_AAAA");
    const { id: checkId = "" } = await post("/checks", {});
    await sandbox.finish("relay", checkId, "failed");
    expect(outcomes).toEqual(["signature_mismatch"]);
    expect(sandbox.deliveries).toMatchObject([
      {
        state: "pending",
        response: "signature_mismatch",
        nextAttemptAt: "2026-01-31T12:01:00.000Z",
      },
    ]);
    secrets.push(secret);
    await sandbox.clock.advance(600_000);
    expect(outcomes.slice(1).map((outcome) => JSON.parse(outcome).type)).toEqual(["check.failed"]);
    expect(sandbox.deliveries).toMatchObject([
      { state: "delivered", attempts: [{ status: 401 }, { status: 204 }] },
    ]);
  });

  it("gets events late, out of order, and with signatures that it must reject", async () => {
    const { sandbox, secrets, outcomes, url, post } = await start();
    const { secret = "" } = await post("/endpoints", { url, events: null });
    secrets.push(secret);
    const finish = async () => {
      const { id: checkId = "" } = await post("/checks", {});
      await sandbox.finish("relay", checkId, "passed");
    };
    const seen = () =>
      outcomes.splice(0).map((each) => (each.startsWith("{") ? JSON.parse(each).type : each));

    sandbox.webhooks.pause();
    await finish();
    expect(seen()).toEqual([]);
    sandbox.webhooks.release("reversed");
    await sandbox.webhooks.settled();
    expect(seen()).toEqual(["check.passed", "check.started"]);

    sandbox.webhooks.alter({ event: "check.started", after: 30, times: 1 });
    await finish();
    expect(seen()).toEqual(["check.passed"]);
    await sandbox.clock.advance(30_000);
    expect(seen()).toEqual(["check.started"]);

    sandbox.webhooks.alter({ event: "check.started", signature: "stale", times: 1 });
    sandbox.webhooks.alter({ event: "check.passed", signature: "wrong", times: 1 });
    await finish();
    expect(seen()).toEqual(["timestamp_stale", "signature_mismatch"]);
  });

  it("gets the same bytes in each run with one seed and one time", async () => {
    const run = async (seed: string) => {
      const { sandbox, url, post } = await start({ now: "2026-01-31T12:00:00Z", seed });
      await post("/endpoints", { url, events: null });
      const { id: checkId = "" } = await post("/checks", {});
      await sandbox.finish("relay", checkId, "passed");
      await sandbox.clock.advance(600_000);
      return sandbox.deliveries.map(({ body, attempts, id: event, receiver }) => {
        return { body, event, receiver, headers: attempts.map(({ headers }) => headers) };
      });
    };
    const first = await run("one");
    expect(first).toHaveLength(2);
    expect(first.flatMap(({ headers }) => headers)).toHaveLength(6);
    expect(await run("one")).toEqual(first);
    expect(await run("two")).not.toEqual(first);
  });
});
