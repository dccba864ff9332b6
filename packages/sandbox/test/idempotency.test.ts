import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { OpenApiDocument, SandboxOptions } from "../src/index.ts";
import { startDocument } from "./fixtures/start-document.ts";

const json = (content: object) => ({ "application/json": content });

const checkId = {
  "Check-Id": { example: "chk_ABC123456789", "x-countersign-request-id": true },
};

interface Declaration {
  readonly word?: object | true;
  readonly responses?: object;
}

/** A document whose responses differ by their header `Check-Id`, so that a replayed one can be told. */
function acme({ word = true, responses = {} }: Declaration = {}): OpenApiDocument {
  const parameters = [
    {
      name: "Acme-Key",
      in: "header",
      schema: { type: "string" },
      "x-countersign-idempotency": word,
    },
  ];
  const content = {
    ...json({ schema: { type: "object", properties: { name: { type: "string" } } } }),
  };
  const operation = (operationId: string, requestBody?: object) => ({
    operationId,
    parameters,
    ...(requestBody && { requestBody }),
    responses: {
      "200": { description: "Done", headers: checkId, content: json({ example: { done: true } }) },
      "400": { description: "Invalid", headers: checkId },
      ...responses,
    },
  });
  return {
    openapi: "3.1.0",
    info: { title: "Acme", version: "1" },
    "x-countersign-rate-limit": {
      limit: 4,
      window: 60,
      headers: { remaining: "Remaining" },
      evidence: "documented",
    },
    security: [{ key: [] }],
    paths: {
      "/checks": {
        get: operation("listChecks"),
        post: operation("createCheck", { content }),
        patch: operation("updateChecks", { content }),
        delete: operation("deleteChecks"),
      },
      "/files": {
        post: operation("uploadFile", { content: { "multipart/form-data": { schema: {} } } }),
      },
    },
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  };
}

async function start(declaration?: Declaration, options?: SandboxOptions) {
  const { sandbox, send } = await startDocument(acme(declaration), options);
  const call = async (method: string, key?: string, body?: unknown, path = "/checks") => {
    const headers = { "x-key": "sandbox-acme-key", ...(key && { "acme-key": key }) };
    const {
      status,
      headers: received,
      body: content,
    } = await send(method, path, { headers, body });
    return { status, id: received.get("check-id"), left: received.get("remaining"), body: content };
  };
  return { sandbox, send, call };
}

test.each(["POST", "PATCH"])("gives a repeated %s its first response again", async (method) => {
  const { call } = await start();
  const first = await call(method, "one", { name: "Ada" });
  expect(first).toMatchObject({ status: 200, id: expect.stringMatching(/^chk_/) });
  expect(await call(method, "one", { name: "Ada" })).toEqual(first);
  expect((await call(method, "two", { name: "Ada" })).id).not.toBe(first.id);
  expect((await call(method, undefined, { name: "Ada" })).id).not.toBe(first.id);
});

test.each(["GET", "DELETE"])("ignores the key of a %s", async (method) => {
  const { call } = await start();
  expect((await call(method, "one")).id).not.toBe((await call(method, "one")).id);
  expect((await call("POST", "one", {})).status).toBe(200);
});

test("keeps refusals and failures, too", async () => {
  const { sandbox, call } = await start();
  const invalid = await call("POST", "one", { name: 1 });
  expect(invalid.status).toBe(400);
  expect(await call("POST", "one", { name: 1 })).toEqual(invalid);
  sandbox.fail({ status: 500, times: 1 });
  const failed = await call("POST", "two", {});
  expect(failed.status).toBe(500);
  expect(await call("POST", "two", {})).toEqual(failed);
  expect((await call("POST", "three", {})).status).toBe(200);
});

test("carries out a request whose response was lost only once", async () => {
  const { sandbox, call } = await start();
  sandbox.fail({ breakage: "reset", times: 1 });
  await expect(call("POST", "one", {})).rejects.toThrow();
  const first = await call("POST", "one", {});
  expect(first.status).toBe(200);
  expect((await call("POST", "one", {})).id).toBe(first.id);
});

test("keeps neither 401 nor 429, so that a retry is carried out", async () => {
  const { sandbox, send, call } = await start({}, { rateLimits: true });
  const headers = { "acme-key": "one" };
  expect((await send("POST", "/checks", { headers, body: {} })).status).toBe(401);
  sandbox.fail({ status: 429, times: 1 });
  expect((await call("POST", "one", {})).status).toBe(429);
  const first = await call("POST", "one", {});
  expect(first).toMatchObject({ status: 200, left: "3" });
  sandbox.fail({ status: 429, times: 1 });
  expect((await call("POST", "one", {})).status).toBe(429);
  // The requests in between count, although they are not carried out.
  expect(await call("POST", "one", {})).toEqual({ ...first, left: "2" });
  expect((await call("POST", "one", {})).left).toBe("1");
  expect((await call("POST", "one", {})).left).toBe("0");
  expect((await call("POST", "one", {})).status).toBe(429);
});

test.each([
  ["another body", "POST", { name: "Eve" }, "/checks"],
  ["another query", "POST", { name: "Ada" }, "/checks?dry=true"],
  ["another method", "PATCH", { name: "Ada" }, "/checks"],
])(
  "refuses a key that was used with %s, and keeps the first response",
  async (_, method, body, path) => {
    const { call } = await start();
    const first = await call("POST", "one", { name: "Ada" });
    const other = await call(method, "one", body, path);
    expect(other.status).toBe(400);
    expect(other.body.error).toEqual({
      code: "idempotency_key",
      message: "The key in Acme-Key was already used for another request.",
    });
    expect(await call("POST", "one", { name: "Ada" })).toEqual(first);
  },
);

test("refuses with the documented example of it, or with a documented conflict", async () => {
  const value = { title: "Key already used" };
  const marked = { reused: { "x-countersign-refusal": "reused-idempotency-key", value } };
  const conflict = { "409": { description: "Conflict" } };
  for (const [responses, expected] of [
    [conflict, { status: 409 }],
    [
      {
        ...conflict,
        "422": { description: "", content: json({ schema: {}, examples: marked }) },
      },
      { status: 422, body: value },
    ],
  ] as const) {
    const { call } = await start({ responses });
    await call("POST", "one", { name: "Ada" });
    expect(await call("POST", "one", { name: "Eve" })).toMatchObject(expected);
  }
});

test("refuses every repeated key, where the document says so", async () => {
  const responses = { "409": { description: "Conflict" } };
  const { call } = await start({ word: { repeated: "refused" }, responses });
  expect((await call("POST", "one", {})).status).toBe(200);
  const repeated = await call("POST", "one", {});
  expect(repeated.status).toBe(409);
  expect(repeated.body.error.message).toBe("The key in Acme-Key was already used.");
});

test("forgets a key after the declared time", async () => {
  const { sandbox, call } = await start({ word: { keptFor: 86_400 } });
  const first = await call("POST", "one", { name: "Ada" });
  await sandbox.clock.advance(86_399_000);
  expect((await call("POST", "one", { name: "Ada" })).id).toBe(first.id);
  await sandbox.clock.advance(1_000);
  const again = await call("POST", "one", { name: "Eve" });
  expect([again.status, again.id === first.id]).toEqual([200, false]);
});

test("lets a concurrent request with the same key wait for the first", async () => {
  const { sandbox, call } = await start();
  sandbox.fail({ delayMs: 300, times: 1 });
  const started = performance.now();
  const [first, second] = await Promise.all([call("POST", "one", {}), call("POST", "one", {})]);
  expect(performance.now() - started).toBeGreaterThan(290);
  expect(second).toEqual(first);
});

test("knows the keys of each account apart", async () => {
  const { sandbox, send, call } = await start();
  const first = await call("POST", "one", { name: "Ada" });
  const { key = "" } = sandbox.connection("acme", { account: "other" });
  const headers = { "x-key": key, "acme-key": "one" };
  const other = await send("POST", "/checks", { headers, body: { name: "Eve" } });
  expect(other.status).toBe(200);
  expect(other.headers.get("check-id")).not.toBe(first.id);
});

test("keeps keys in the state file, until they are forgotten", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-keys-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const state = join(folder, "state.db");
  const word = { keptFor: 60 };
  const first = await start({ word }, { state, now: "2026-01-01T00:00:00Z" });
  const made = await first.call("POST", "one", { name: "Ada" });
  await first.sandbox.close();
  const second = await start({ word }, { state, now: "2026-01-01T00:00:59Z" });
  expect(await second.call("POST", "one", { name: "Ada" })).toEqual(made);
  await second.sandbox.close();
  const third = await start({ word }, { state, now: "2026-01-01T00:01:00Z" });
  expect((await third.call("POST", "one", { name: "Ada" })).id).not.toBe(made.id);
});

test("does not matter in a sandbox that keeps nothing", async () => {
  const { call } = await start({}, { stateless: true });
  const first = await call("POST", "one", { name: "Ada" });
  const other = await call("POST", "one", { name: "Eve" });
  expect([other.status, other.id === first.id]).toEqual([200, false]);
});

test("compares forms without the boundary between their parts", async () => {
  const { sandbox } = await start();
  const upload = async (name: string) => {
    const body = new FormData();
    body.set("file", new Blob(["bytes"]), name);
    const headers = { "x-key": "sandbox-acme-key", "acme-key": "one" };
    const { status } = await fetch(`${sandbox.url}/files`, { method: "POST", headers, body });
    return status;
  };
  expect([await upload("a.png"), await upload("a.png"), await upload("b.png")]).toEqual([
    200, 200, 400,
  ]);
});
