import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import { createMemoryReplayGuard, type Provider } from "../src/index.ts";
import { signWebhook } from "../src/webhooks/sign-webhook.ts";
import { verifyWebhook } from "../src/webhooks/verify-webhook.ts";
import { acme } from "./helpers/acme.ts";
import { startServer, type TestServer } from "./helpers/start-server.ts";

/** Runs a function while every object inherits a property, as after an attack through a merge of untrusted JSON. */
async function polluted<T>(name: string, value: unknown, run: () => Promise<T>): Promise<T> {
  Object.defineProperty(Object.prototype, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}

const EVIL = "https://evil.test";
const credentials = { appId: "app-1", secret: "s3cret" };

/** Its only server needs no option, so that a client without one inherits a polluted `baseUrl`, if it inherits any. */
type Table = Omit<typeof acme, "servers"> & { readonly servers: { readonly production: string } };

function tableFor({ url }: TestServer): Table {
  return { ...acme, servers: { production: url } } satisfies Provider;
}

/** Computed here, from the published steps of the scheme. */
function signature(target: string, body: string): string {
  const hash = body === "" ? "" : createHash("sha256").update(body).digest("hex");
  return createHmac("sha256", credentials.secret).update(`${target}${hash}`).digest("hex");
}

/** Makes one call of each kind, and returns what the server received and the caller got. */
async function calls(table: Table, server: TestServer): Promise<object> {
  const client = connect(table, { ...credentials, retry: { minDelayMs: 1 }, timeout: {} });
  const results = [
    await client.getUser({ params: { path: { id: "u1" } } }),
    await client.createUser({ body: { name: "Jane" } }),
    await client.getStatus(),
    (await client.GET("/status")).data,
  ];
  const received = server.received.map(({ method, target, headers, body }) => ({
    request: `${method} ${target}`,
    body: body.toString(),
    names: Object.keys(headers).filter((name) => /^(x-|acme|auth|cookie|idem)/.test(name)),
    "x-app-id": headers["x-app-id"],
    "x-signature": headers["x-signature"],
  }));
  return { received, results };
}

const signed = ["acme-version", "x-app-id", "x-signature"];
const ofUser = {
  request: "GET /users/u1",
  body: "",
  names: signed,
  "x-app-id": "app-1",
  "x-signature": signature("GET/users/u1", ""),
};
const ofStatus = { request: "GET /status", body: "", names: ["acme-version"] };
const expected = {
  received: [
    ofUser,
    ofUser,
    {
      request: "POST /users",
      body: '{"name":"Jane"}',
      names: signed,
      "x-app-id": "app-1",
      "x-signature": signature("POST/users", '{"name":"Jane"}'),
    },
    ofStatus,
    ofStatus,
  ],
  results: [{}, {}, {}, {}],
};

/** Names that a client reads, and a value of each that would change something. */
const NAMES: Readonly<Record<string, unknown>> = {
  // Options of a client.
  baseUrl: EVIL,
  environment: "other",
  fetch: () => Promise.reject(new Error("hijacked")),
  headers: { "x-evil": "1" },
  retry: false,
  signing: { emptyBodyHash: "hash" },
  credentials: () => ({ appId: "evil", secret: "evil" }),
  token: "evil",
  // Options within options.
  emptyBodyHash: "hash",
  clockOffsetMs: 1e9,
  maxRetries: 0,
  maxDelayMs: "1",
  maxServerDelayMs: "1",
  overallMs: 0.001,
  attemptMs: 0.001,
  idleMs: "1",
  // Input of a call.
  params: { query: { evil: 1 } },
  parseAs: "text",
  header: { "x-evil": "1" },
  cookie: { evil: 1 },
  // A provider's table.
  servers: { production: EVIL },
  fixedHeaders: ["x-evil"],
  idempotencyHeader: "Idempotency-Key",
  requestMediaType: "text/plain",
  responseType: "text",
  eventStream: { text: true },
  encodings: [{ name: "name", contentType: "text/plain" }],
  styles: [],
  pagination: { style: "evil" },
  browserPage: true,
  webhooks: {},
  keyPrefix: "s3",
  timestamp: { header: "x-evil", unit: "s" },
  nonce: { header: "x-evil" },
  // Code that only some providers need.
  clock: { now: () => 0, nonce: () => "" },
};

describe("a client", () => {
  it.each(Object.entries(NAMES))("inherits nothing from a polluted %s", async (name, value) => {
    const server = await startServer((_, count) => ({ status: count === 1 ? 503 : 200 }));
    const table = tableFor(server);
    expect(await polluted(name, value, () => calls(table, server))).toEqual(expected);
  });

  it.each(["hooks", "onEnd"])("calls no hook from a polluted %s", async (name) => {
    const server = await startServer();
    const events: unknown[] = [];
    const onEnd = (event: unknown) => void events.push(event);
    await polluted(name, name === "hooks" ? { onEnd } : onEnd, () =>
      calls(tableFor(server), server),
    );
    expect(events).toEqual([]);
  });

  // Polluted, these names change what the platform's own `fetch` does, so these calls do not use it.
  it.each([
    ["signal", AbortSignal.abort()],
    ["timeout", { attemptMs: "1" }],
    ["query", { evil: 1 }],
  ])("inherits nothing from a polluted %s", async (name, value) => {
    const requests: string[] = [];
    const fetch = async ({ method, url }: Request): Promise<Response> => {
      requests.push(`${method} ${url}`);
      return new Response("{}");
    };
    const client = connect(acme, { ...credentials, environment: "sandbox", fetch });
    expect(await polluted(name, value, () => client.getStatus())).toEqual({});
    expect(requests).toEqual(["GET https://sandbox.acme.test/status"]);
  });
});

/** A provider whose deliveries have no other authentication than their signature, and their time. */
const sender = {
  name: "sender",
  title: "Sender",
  webhooks: {
    signature: {
      credential: "secret",
      header: "X-Signature",
      algorithm: "SHA-256",
      keyEncoding: "utf8",
      message: ["{timestamp}", "{body}"],
      separator: ".",
      encoding: "hex",
      value: "{signature}",
      timestamp: { header: "X-Time", unit: "s" },
    },
  },
} as const;

function deliveryOf(seconds: number): { body: string; headers: Record<string, string> } {
  const mac = createHmac("sha256", "s3cret").update(`${seconds}.{}`).digest("hex");
  return { body: "{}", headers: { "X-Time": `${seconds}`, "X-Signature": mac } };
}

describe("verifyWebhook", () => {
  it.each([
    ["toleranceSeconds", 1e9],
    ["now", () => 1_000_000_000_000],
    ["unit", "ms"],
    ["token", { header: "X-Time", credential: "secret" }],
  ])("rejects a stale delivery despite a polluted %s", async (name, value) => {
    const verifying = polluted(name, value, () =>
      verifyWebhook(sender, deliveryOf(1_000_000_000), { secret: "s3cret" }),
    );
    await expect(verifying).rejects.toMatchObject({ reason: "timestamp_stale" });
  });

  it.each([
    ["replayGuard", { isNew: () => false }],
    ["token", { header: "X-Time", credential: "secret" }],
    ["keyPrefix", "s3"],
    ["event", { pointer: "" }],
    ["valueSeparator", "a"],
  ])("accepts a genuine delivery despite a polluted %s", async (name, value) => {
    const delivery = deliveryOf(Math.floor(Date.now() / 1000));
    const event = await polluted(name, value, () =>
      verifyWebhook(sender, delivery, { secret: "s3cret" }),
    );
    expect(event).toMatchObject({ event: null, body: {} });
  });

  it("takes no secret from a polluted prototype", async () => {
    const options = {} as { secret: string };
    const delivery = deliveryOf(Math.floor(Date.now() / 1000));
    const verifying = polluted("secret", "s3cret", () => verifyWebhook(sender, delivery, options));
    await expect(verifying).rejects.toMatchObject({ option: "secret" });
  });
});

describe("signWebhook", () => {
  it.each([
    ["timestamp", 1],
    ["headers", { "x-evil": "1" }],
  ])("takes no option from a polluted %s", async (name, value) => {
    const delivery = { body: "{}", secret: "s3cret" };
    const headers = await polluted(name, value, () => signWebhook(sender, delivery));
    expect([...headers.keys()]).toEqual(["x-signature", "x-time"]);
    expect(Number(headers.get("x-time"))).toBeGreaterThan(1_700_000_000);
  });
});

describe("createMemoryReplayGuard", () => {
  it.each([
    ["maxEntries", 0],
    ["now", () => Number.NaN],
  ])("takes no option from a polluted %s", async (name, value) => {
    const guard = await polluted(name, value, async () => createMemoryReplayGuard({}));
    expect([guard.isNew("a", Infinity), guard.isNew("a", Infinity)]).toEqual([true, false]);
  });
});
