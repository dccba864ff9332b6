import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, describe, expect, test } from "vitest";
import { createHandlers } from "../src/control/create-handlers.ts";
import { startVerifier } from "./fixtures/start-verifier.ts";

const require = createRequire(import.meta.url);
const { Ajv2020 } = require("ajv/dist/2020.js");

const document: Document = JSON.parse(
  readFileSync(new URL("../openapi.json", import.meta.url), "utf8"),
);

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly responses: Record<string, Described> };
}
interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, Described>;
}
interface Described {
  readonly $ref?: string;
  readonly content?: Record<string, { readonly schema: Schema }>;
}
interface Schema {
  readonly properties?: Record<string, { readonly items?: Schema }>;
}

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, "document");

const seen = new Map<string, Set<number>>();

/** Returns the operation that a request is for, by the document alone. */
function operationOf(method: string, path: string) {
  const found = operations.filter(
    (each) =>
      each.method.toUpperCase() === method &&
      new RegExp(`^${each.path.replaceAll(/\{\w+\}/g, "[^/]+").replace(".", "\\.")}$`).test(path),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Checks a response against the document. */
function check(
  method: string,
  path: string,
  response: { status: number; type: string | null; body: string },
) {
  const found = operationOf(method, path);
  if (found === undefined) throw new Error(`The document does not describe ${method} ${path}.`);
  const { operation } = found;
  const index = operation.responses[response.status];
  if (index === undefined)
    throw new Error(`${operation.operationId} documents no ${response.status}.`);
  const name = index.$ref?.split("/").at(-1);
  const described = name === undefined ? index : document.components.responses[name];
  seen.set(
    operation.operationId,
    (seen.get(operation.operationId) ?? new Set()).add(response.status),
  );
  if (described?.content === undefined) {
    expect(response).toMatchObject({ body: "", type: null });
    return;
  }
  const [[type, media] = []] = Object.entries(described.content);
  expect(response.type).toBe(type);
  const validate = ajv.compile(closed(media?.schema ?? {}));
  const isValid = validate(JSON.parse(response.body));
  expect(isValid ? [] : validate.errors).toEqual([]);
}

/** Lets references lead into the document, and allows no property that it does not describe. */
function closed(schema: Schema): object {
  const { items } = schema.properties ?? {};
  if (items?.items !== undefined) {
    return { ...schema, properties: { items: { type: "array", items: closed(items.items) } } };
  }
  const inDocument = JSON.parse(
    JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"document#'),
  );
  return { allOf: [inDocument], unevaluatedProperties: false };
}

async function start(options = {}) {
  const started = await startVerifier(options);
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${started.sandbox.url}/_sandbox/api${path}`, {
      method,
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    const sent = {
      status: response.status,
      type: response.headers.get("content-type"),
      body: await response.text(),
    };
    check(method, path.replace(/\?.*/, ""), sent);
    return { status: sent.status, body: sent.body === "" ? undefined : JSON.parse(sent.body) };
  };
  return { ...started, call };
}

async function idOf(response: Promise<Response>): Promise<string> {
  const { id }: { id: string } = await (await response).json();
  return id;
}

describe("verifications", () => {
  test("are listed, read and finished", async () => {
    const { call, create, sandbox } = await start();
    const first = await idOf(create("user_1"));
    const second = await idOf(create("user_2"));
    const listed = await call("GET", "/verifications");
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([first, second]);
    expect(listed.body.items[0]).toEqual({
      ...{ provider: "verifier", account: "", resource: "inquiries", id: first },
      ...{ state: "created", isFinal: false, subject: "user_1" },
      reachable: ["approved", "declined"],
      url: `${sandbox.url}/_sandbox/pages/verifier/${first}?resource=inquiries`,
      returnUrl: `http://127.0.0.1:1/done?inquiry=${first}`,
      record: {
        ...{ id: first, status: "created", subject: "user_1" },
        return_url: "http://127.0.0.1:1/done",
      },
      createdAt: "2026-01-01T00:00:00.000Z",
      movedAt: "2026-01-01T00:00:00.000Z",
    });
    const finished = await call("POST", `/verifications/${first}/finish`, { state: "approved" });
    expect(finished).toMatchObject({ status: 200, body: { state: "approved", isFinal: true } });
    expect((await call("GET", `/verifications/${first}`)).body).toEqual(finished.body);
    const approved = await call("GET", "/verifications?state=approved&provider=verifier");
    expect(approved.body.items).toEqual([finished.body]);
    const read = await fetch(`${sandbox.url}/verifier/inquiries/${first}`);
    expect(await read.json()).toMatchObject({ status: "approved" });
  });

  test("cannot be finished where no move leads", async () => {
    const { call, create } = await start();
    const id = await idOf(create("user_1"));
    await call("POST", `/verifications/${id}/finish`, { state: "declined" });
    expect(await call("POST", `/verifications/${id}/finish`, { state: "approved" })).toEqual({
      status: 409,
      body: {
        ...{ type: "about:blank", title: "Conflict", status: 409, code: "invalid_outcome" },
        detail: expect.stringContaining("it is final"),
      },
    });
  });

  test("are not found in another provider or account", async () => {
    const { call, create } = await start();
    const id = await idOf(create("user_1"));
    expect((await call("GET", `/verifications/${id}?account=other`)).status).toBe(404);
    expect((await call("GET", `/verifications/${id}?provider=other`)).status).toBe(404);
    expect((await call("GET", `/verifications/${id}?account=`)).status).toBe(200);
    expect((await call("POST", "/verifications/none/finish", { state: "a" })).status).toBe(404);
  });
});

describe("requests", () => {
  test("are listed and read with their responses", async () => {
    const { call, create, sandbox } = await start();
    await create("user_1");
    await fetch(`${sandbox.url}/verifier/inquiries/none`);
    await fetch(`${sandbox.url}/elsewhere`);
    const { items } = (await call("GET", "/requests")).body;
    expect(items).toMatchObject([
      { id: 1, method: "POST", operation: "createInquiry", status: 201 },
      { id: 2, target: "/verifier/inquiries/none", operation: "getInquiry", status: 404 },
      { id: 3, target: "/elsewhere", status: 404 },
    ]);
    expect(items[2]).not.toHaveProperty("provider");
    const of = async (query: string) =>
      (await call("GET", `/requests?${query}`)).body.items.map(({ id }: { id: number }) => id);
    expect(await of("after=1")).toEqual([2, 3]);
    expect(await of("provider=verifier&operation=getInquiry")).toEqual([2]);
    const first = (await call("GET", "/requests/1")).body;
    expect(first).toMatchObject({
      receivedAt: "2026-01-01T00:00:00.000Z",
      headers: { "content-type": "application/json" },
      body: { text: '{"subject":"user_1","return_url":"http://127.0.0.1:1/done"}', length: 59 },
      problems: [],
      responseHeaders: { "content-type": "application/json" },
    });
    expect(JSON.parse(first.responseBody)).toMatchObject({ subject: "user_1" });
    expect((await call("GET", "/requests/4")).status).toBe(404);
  });

  test("have explained signatures", async () => {
    const { call, create, sandbox } = await start();
    await create("é", (body) => `post\n/inquiries\n${body}`);
    await fetch(`${sandbox.url}/verifier/inquiries/none`);
    const { items } = (await call("GET", "/requests/1/signatures")).body;
    expect(items).toMatchObject([
      {
        location: "Header X-Signature",
        matches: false,
        key: { credential: "secretKey", value: "sandbox-verifier-secret-key" },
        message: { text: expect.stringMatching(/^POST␊\/verifier\/inquiries␊\{"subject":"é"/) },
        sent: { difference: { at: 0, part: "{method}", expected: expect.stringMatching(/^POST/) } },
      },
    ]);
    expect((await call("GET", "/requests/2/signatures")).body).toEqual({ items: [] });
    expect((await call("GET", "/requests/9/signatures")).status).toBe(404);
  });
});

describe("deliveries", () => {
  test("are sent, listed, read, sent again and explained", async () => {
    const { call, receiverUrl } = await start();
    const event = { provider: "verifier", event: "inquiry.approved" };
    const sent = await call("POST", "/deliveries", {
      ...event,
      deliveryId: "d-1",
      body: { data: null },
    });
    expect(sent).toMatchObject({
      status: 201,
      body: {
        ...{ id: 1, deliveryId: "d-1", url: receiverUrl, status: 204, isAuthenticated: true },
        body: '{"type":"inquiry.approved"}',
      },
    });
    expect((await call("POST", "/deliveries/1/resend")).body).toMatchObject({
      id: 2,
      deliveryId: "d-1",
    });
    const wrong = await call("POST", "/deliveries/1/resend", { signature: "wrong" });
    expect(wrong.body).toMatchObject({ id: 3 });
    const ids = async (query: string) =>
      (await call("GET", `/deliveries${query}`)).body.items.map(({ id }: { id: number }) => id);
    expect(await ids("")).toEqual([1, 2, 3]);
    expect(await ids("?after=2")).toEqual([3]);
    expect(await ids("?provider=other")).toEqual([]);
    expect((await call("GET", "/deliveries/1")).body).toEqual(sent.body);
    expect((await call("GET", "/deliveries/1/signatures")).body.items).toMatchObject([
      {
        location: "Header X-Webhook-Signature",
        matches: true,
        message: { text: '1767225600.{"type":"inquiry.approved"}' },
      },
    ]);
    const [explained] = (await call("GET", "/deliveries/3/signatures")).body.items;
    expect(explained).toMatchObject({ matches: false });
  });

  test("of a move have arrived once they are settled", async () => {
    const { call, create } = await start();
    const id = await idOf(create("user_1"));
    await call("POST", `/verifications/${id}/finish`, { state: "approved" });
    expect((await call("POST", "/settle")).status).toBe(204);
    expect((await call("GET", "/deliveries")).body.items).toMatchObject([
      { event: "inquiry.approved", status: 204 },
    ]);
  });

  test("are held back and released in another order, and tried again as time passes", async () => {
    const { call, create } = await start();
    await call("POST", "/deliveries/pause");
    const first = await idOf(create("user_1"));
    await call("POST", `/verifications/${first}/finish`, { state: "approved" });
    await call("POST", "/settle");
    const states = async () =>
      (await call("GET", "/deliveries")).body.items.map(({ state }: { state: string }) => state);
    expect(await states()).toEqual(["pending"]);
    await call("POST", "/deliveries/release", { order: "reversed" });
    await call("POST", "/settle");
    expect(await states()).toEqual(["delivered"]);
    const event = { provider: "verifier", event: "inquiry.approved", after: 60 };
    expect((await call("POST", "/deliveries", event)).body).toMatchObject({
      state: "pending",
      attempts: [],
      nextAttemptAt: "2026-01-01T00:01:00.000Z",
    });
    await call("POST", "/clock/advance", { seconds: 60 });
    expect((await call("GET", "/deliveries/2")).body).toMatchObject({
      state: "delivered",
      attempts: [{ sentAt: "2026-01-01T00:01:00.000Z", status: 204, response: "" }],
    });
  });

  test("are explained with the secrets of their receiver", async () => {
    const { receiverUrl: url } = await startVerifier();
    const webhooks = { verifier: [{ url, secret: "new", oldSecret: "old" }] };
    const { call } = await start({ webhooks });
    const event = { provider: "verifier", event: "inquiry.approved" };
    await call("POST", "/deliveries", event);
    await call("POST", "/deliveries", { ...event, signature: "old-secret" });
    await call("POST", "/deliveries", { ...event, signature: "missing" });
    const explained = async (id: number) =>
      (await call("GET", `/deliveries/${id}/signatures`)).body.items;
    expect(await explained(1)).toMatchObject([{ matches: true, key: { value: "new" } }]);
    expect(await explained(2)).toMatchObject([{ matches: true, key: { value: "old" } }]);
    expect(await explained(3)).toMatchObject([
      { matches: false, hint: "Header X-Webhook-Signature is missing." },
    ]);
  });

  test("must be known, and have a receiver that responds to be successful", async () => {
    const { call } = await start();
    const unknown = await call("POST", "/deliveries", { provider: "verifier", event: "none" });
    expect(unknown).toMatchObject({ status: 400, body: { code: "invalid_delivery" } });
    const other = await call("POST", "/deliveries", { provider: "other", event: "none" });
    expect(other).toMatchObject({ status: 400, body: { code: "unknown_provider" } });
    const event = { provider: "verifier", event: "inquiry.approved", url: "http://127.0.0.1:1/" };
    const failed = await call("POST", "/deliveries", event);
    expect(failed.body).not.toHaveProperty("status");
    expect(failed.body.error).toMatch(/./);
    for (const path of ["", "/resend", "/signatures"]) {
      const method = path === "/resend" ? "POST" : "GET";
      expect((await call(method, `/deliveries/9${path}`)).status).toBe(404);
    }
  });
});

test("faults are added, listed and removed", async () => {
  const { call, sandbox } = await start();
  const rule = { provider: "verifier", operation: "getInquiry", status: 503, times: 2 };
  expect(await call("POST", "/faults", rule)).toEqual({
    status: 201,
    body: { ...rule, id: 1, left: 2 },
  });
  const get = async () => (await fetch(`${sandbox.url}/verifier/inquiries/none`)).status;
  expect(await get()).toBe(503);
  expect((await call("GET", "/faults")).body).toEqual({ items: [{ ...rule, id: 1, left: 1 }] });
  expect((await call("DELETE", "/faults/1")).status).toBe(204);
  expect((await call("DELETE", "/faults/1")).status).toBe(404);
  expect(await get()).toBe(404);
  await call("POST", "/faults", { breakage: "reset" });
  await call("POST", "/faults", { delayMs: 1 });
  expect((await call("DELETE", "/faults")).status).toBe(204);
  expect((await call("GET", "/faults")).body).toEqual({ items: [] });
  expect(await call("POST", "/faults", { times: 1 })).toMatchObject({
    status: 400,
    body: {
      code: "invalid_fault",
      detail: "A fault needs a `status`, a `delayMs` or a `breakage`.",
    },
  });
});

test("the clock is read, set and moved ahead", async () => {
  const { call, sandbox } = await start();
  expect((await call("GET", "/clock")).body).toEqual({ now: "2026-01-01T00:00:00.000Z" });
  expect((await call("POST", "/clock/advance", { seconds: 90 })).body).toEqual({
    now: "2026-01-01T00:01:30.000Z",
  });
  const set = await call("PUT", "/clock", { now: "2027-01-01T00:00:00Z" });
  expect(set.body).toEqual({ now: "2027-01-01T00:00:00.000Z" });
  expect(sandbox.clock.now()).toBe(Date.UTC(2027, 0));
  expect((await call("POST", "/clock/advance", { seconds: -1 })).status).toBe(400);
  expect((await call("PUT", "/clock", { now: "tomorrow" })).status).toBe(400);
});

test("connections have what a client needs", async () => {
  const { call, sandbox } = await start();
  const connection = {
    provider: "verifier",
    baseUrl: `${sandbox.url}/verifier`,
    credentials: { secretKey: "sandbox-verifier-secret-key" },
    webhookSecret: "sandbox-verifier-webhook-secret",
    events: ["inquiry.approved"],
  };
  expect((await call("GET", "/connections")).body).toEqual({ items: [connection] });
  expect((await call("GET", "/connections/verifier")).body).toEqual(connection);
  expect((await call("GET", "/connections/other")).status).toBe(404);
});

test("a reset forgets verifications, requests, deliveries and faults", async () => {
  const { call, create, sandbox } = await start();
  const id = await idOf(create("user_1"));
  await call("POST", "/deliveries", { provider: "verifier", event: "inquiry.approved" });
  expect(sandbox.deliveries).toHaveLength(1);
  sandbox.fail({ status: 500, operation: "createInquiry" });
  expect((await call("POST", "/reset")).status).toBe(204);
  for (const path of ["/verifications", "/requests", "/deliveries", "/faults"]) {
    expect((await call("GET", path)).body).toEqual({ items: [] });
  }
  expect((await fetch(`${sandbox.url}/verifier/inquiries/${id}`)).status).toBe(404);
  expect((await create("user_1")).status).toBe(201);
});

test("serves its own document", async () => {
  const { call } = await start();
  expect((await call("GET", "/openapi.json")).body).toEqual(document);
});

test("refuses what the document does not describe, as problem details", async () => {
  const { sandbox } = await start();
  const send = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${sandbox.url}/_sandbox/api${path}`, init);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    return { status: response.status, body: await response.json() };
  };
  expect(await send("/none")).toMatchObject({
    status: 404,
    body: { title: "Not Found", status: 404, detail: expect.stringContaining("/none") },
  });
  expect((await send("/clock", { method: "DELETE" })).status).toBe(405);
  expect((await send("/clock", { method: "PUT", body: "now" })).status).toBe(415);
  const headers = { "content-type": "application/json" };
  expect((await send("/clock", { method: "PUT", headers, body: "{" })).status).toBe(400);
  expect((await send("/clock", { method: "PUT", headers })).status).toBe(400);
  const body = JSON.stringify({ now: 1, more: true });
  expect(await send("/faults", { method: "POST", headers, body })).toMatchObject({
    status: 400,
    body: { code: "invalid_request", problems: [{ in: "body" }, { in: "body" }] },
  });
  expect((await send("/requests?limit=1")).status).toBe(400);
  expect((await send("/requests/first")).status).toBe(400);
  expect((await send("/%")).status).toBe(404);
});

test("has a handler for each documented operation, and no other", () => {
  const documented = operations.map(({ operation }) => operation.operationId);
  // Handlers use services when they are called only.
  const handlers = createHandlers({} as Parameters<typeof createHandlers>[0]);
  expect(Object.keys(handlers).sort()).toEqual(documented.sort());
});

// After all others, which have called them.
afterAll(() => {
  const untested = operations
    .map(({ operation: { operationId, responses } }) => ({
      operationId,
      missing: Object.keys(responses).filter(
        (status) =>
          // The guard's refusals are tested on their own, and of a wrong body one is enough.
          !["400", "403", "415", "421"].includes(status) &&
          !seen.get(operationId)?.has(Number(status)),
      ),
    }))
    .filter(({ missing }) => missing.length > 0);
  expect(untested).toEqual([]);
});
