import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { RetryEvent } from "../../src/index.ts";
import { odd } from "../e2e/random-requests.ts";
import { acme, keyedAcme } from "../helpers/acme.ts";
import { startRawServer } from "../helpers/start-raw-server.ts";
import { startServer } from "../helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };
const quick = { minDelayMs: 1, maxDelayMs: 2 };
const user = { params: { path: { id: "u1" } } };

const OK =
  "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\nconnection: close\r\n\r\n";

describe("a call is retried", () => {
  it("after a 503, until it succeeds", async () => {
    const server = await startServer((_, count) => ({
      status: count < 3 ? 503 : 200,
      body: '{"id":"u1"}',
    }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry: quick });
    expect(await client.getUser(user)).toEqual({ id: "u1" });
    expect(server.received).toHaveLength(3);
  });

  it("at most twice, and ends in the last response", async () => {
    const server = await startServer(() => ({ status: 503, body: '{"reason":"busy"}' }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry: quick });
    const error = await client.getUser(user).catch((e) => e);
    expect(error).toMatchObject({ code: "http_error", status: 503, body: { reason: "busy" } });
    expect(error.call.attempts).toBe(3);
    expect(server.received).toHaveLength(3);
  });

  it("after a connection that was reset", async () => {
    const url = await startRawServer((socket, count) => {
      if (count === 1) socket.resetAndDestroy();
      else socket.end(`${OK}{"ok":true}`);
    });
    const client = connect(acme, { ...credentials, baseUrl: url, retry: quick });
    expect(await client.getStatus()).toEqual({ ok: true });
  });

  it("after an incomplete body", async () => {
    const url = await startRawServer((socket, count) => {
      if (count === 1) socket.end(`${OK}{"ok"`);
      else socket.end(`${OK}{"ok":true}`);
    });
    const client = connect(acme, { ...credentials, baseUrl: url, retry: quick });
    expect(await client.getStatus()).toEqual({ ok: true });
  });

  it("after an attempt that timed out in its body", async () => {
    const url = await startRawServer((socket, count) => {
      if (count === 1) socket.write(`${OK}{"ok"`);
      else socket.end(`${OK}{"ok":true}`);
    });
    const options = { ...credentials, baseUrl: url, retry: quick, timeout: { attemptMs: 100 } };
    expect(await connect(acme, options).getStatus()).toEqual({ ok: true });
  });

  it("with a new timestamp, nonce and signature for each attempt", async () => {
    const server = await startServer((_, count) => ({ status: count < 3 ? 503 : 204, body: "" }));
    const client = connect(odd, {
      secret: "s",
      account: "a",
      baseUrl: server.url,
      retry: { minDelayMs: 5, maxDelayMs: 5 },
    });
    await client.getNothing?.({ params: { path: { a: "1", b: "2" } } });
    for (const header of ["x-timestamp", "x-nonce", "x-signature"]) {
      expect(new Set(server.received.map(({ headers }) => headers[header])).size).toBe(3);
    }
  });

  it("after cancelling the body of the failed response", async () => {
    const cancelled: number[] = [];
    let count = 0;
    const fetch = async () => {
      count += 1;
      const number = count;
      const body = new ReadableStream({ cancel: () => void cancelled.push(number) });
      return number < 3 ? new Response(body, { status: 503 }) : Response.json({ ok: true });
    };
    const client = connect(acme, { ...credentials, environment: "sandbox", fetch, retry: quick });
    expect(await client.getStatus()).toEqual({ ok: true });
    expect(cancelled).toEqual([1, 2]);
  });

  it("with the same idempotency key, if the operation accepts one", async () => {
    const server = await startServer((_, count) => ({
      status: count === 1 ? 500 : 201,
      body: '{"id":"u1"}',
    }));
    const client = connect(keyedAcme, { ...credentials, baseUrl: server.url, retry: quick });
    await client.createUser({ body: { name: "Jane" } });
    await client.createUser({ body: { name: "Joan" } });
    const keys = server.received.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("with the caller's own idempotency key", async () => {
    const server = await startServer((_, count) => ({ status: count === 1 ? 500 : 201 }));
    const client = connect(keyedAcme, { ...credentials, baseUrl: server.url, retry: quick });
    await client.createUser({ body: { name: "Jane" }, headers: { "idempotency-key": "mine" } });
    expect(server.received.map(({ headers }) => headers["idempotency-key"])).toEqual([
      "mine",
      "mine",
    ]);
  });
});

describe("a call is not retried", () => {
  it("if it could be processed twice", async () => {
    const server = await startServer(() => ({ status: 503 }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry: quick });
    await expect(client.createUser({ body: { name: "Jane" } })).rejects.toMatchObject({
      status: 503,
    });
    expect(server.received).toHaveLength(1);
  });

  it.each([400, 401, 404, 409, 422])("after status %i", async (status) => {
    const server = await startServer(() => ({ status }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry: quick });
    await expect(client.getUser(user)).rejects.toMatchObject({ status });
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ["the client", { retry: false as const }, {}],
    ["the call", {}, { retry: false as const }],
  ])("if %s disables retries", async (_, forClient, forCall) => {
    const server = await startServer(() => ({ status: 503 }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, ...forClient });
    await expect(client.getUser({ ...user, ...forCall })).rejects.toMatchObject({ status: 503 });
    expect(server.received).toHaveLength(1);
  });

  it("if the provider requests a longer pause than allowed", async () => {
    const server = await startServer(() => ({ status: 429, headers: { "retry-after": "3600" } }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.getUser(user)).rejects.toMatchObject({ status: 429 });
    expect(server.received).toHaveLength(1);
  });

  it("after the caller aborts during the pause", async () => {
    const server = await startServer(() => ({ status: 503 }));
    const controller = new AbortController();
    const hooks = { onRetry: () => controller.abort(new Error("enough")) };
    const retry = { minDelayMs: 10_000, maxDelayMs: 10_000 };
    const client = connect(acme, { ...credentials, baseUrl: server.url, hooks, retry });
    const start = performance.now();
    const error = await client.getUser({ ...user, signal: controller.signal }).catch((e) => e);
    expect(error).toMatchObject({ name: "AbortError", cause: { message: "enough" } });
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(server.received).toHaveLength(1);
  });
});

describe("a call ends in", () => {
  const once = { ...credentials, retry: false } as const;

  it("a ConnectionError if no server is listening", async () => {
    const client = connect(acme, { ...once, baseUrl: "http://127.0.0.1:1" });
    const error = await client.getStatus().catch((e) => e);
    expect(error).toMatchObject({ name: "ConnectionError", code: "connection_failed" });
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("a TimeoutError if an attempt takes too long", async () => {
    const url = await startRawServer(() => undefined);
    const client = connect(acme, { ...once, baseUrl: url, timeout: { attemptMs: 50 } });
    await expect(client.getStatus()).rejects.toMatchObject({ code: "timeout", limit: "attempt" });
  });

  it("a TimeoutError if attempts and pauses together take too long", async () => {
    const server = await startServer(() => ({ status: 503 }));
    const client = connect(acme, {
      ...credentials,
      baseUrl: server.url,
      timeout: { overallMs: 100 },
    });
    await expect(client.getStatus()).rejects.toMatchObject({ code: "timeout", limit: "overall" });
  });

  it("a ResponseError if a 2xx body is not JSON, without quoting it", async () => {
    const server = await startServer(() => ({ body: "<p>Jane Doe</p>" }));
    const error = await connect(acme, { ...once, baseUrl: server.url })
      .getStatus()
      .catch((e) => e);
    expect(error).toMatchObject({ code: "response_invalid", status: 200 });
    expect(`${error.stack} ${error.cause.stack}`).not.toContain("Jane");
  });

  it("an HttpError whose body is a string if it is not JSON", async () => {
    const server = await startServer(() => ({ status: 502, body: "<p>bad gateway</p>" }));
    const call = connect(acme, { ...once, baseUrl: server.url }).getStatus();
    await expect(call).rejects.toMatchObject({ status: 502, body: "<p>bad gateway</p>" });
  });

  it("an AbortError if the caller aborts while waiting for the response", async () => {
    const url = await startRawServer(() => undefined);
    const client = connect(acme, { ...credentials, baseUrl: url });
    const call = client.getStatus({ signal: AbortSignal.timeout(30) });
    await expect(call).rejects.toMatchObject({ code: "aborted", cause: { name: "TimeoutError" } });
  });

  it("a CountersignError if the request cannot be written", async () => {
    const server = await startServer();
    const client = connect(acme, { ...once, baseUrl: server.url });
    const body = { name: "x" };
    Object.assign(body, { self: body });
    await expect(client.createUser({ body })).rejects.toMatchObject({ code: "request_invalid" });
    expect(server.received).toEqual([]);
  });

  it.each([
    [
      "a Date in the query",
      { query: { expand: [new Date(0)] }, path: { id: "u" } },
      "The query parameter `expand` must be a string, a number or a boolean.",
    ],
    [
      "an object in the query",
      { query: { expand: [{}] }, path: { id: "u" } },
      "The query parameter `expand` must be a string, a number or a boolean.",
    ],
    [
      "NaN in the query",
      { query: { expand: Number.NaN }, path: { id: "u" } },
      "The query parameter `expand` must be a string, a number or a boolean.",
    ],
    [
      "a Date in the path",
      { path: { id: new Date(0) } },
      "The path parameter `id` must be a string, a number or a boolean.",
    ],
  ])("a CountersignError for %s", async (_, params, message) => {
    const client = connect(acme, { ...once, baseUrl: "https://api.test" });
    // @ts-expect-error the compiler rejects it too
    await expect(client.getUser({ params })).rejects.toThrow(message);
  });
});

it("types an error's body only by the method that threw it", async () => {
  const server = await startServer(() => ({ status: 404, body: '{"reason":"gone"}' }));
  const client = connect(acme, { ...credentials, baseUrl: server.url });
  const error: unknown = await client.getUser(user).catch((e) => e);
  expect(client.getUser.isError(error)).toBe(true);
  expect(client.createUser.isError(error)).toBe(false);
  expect(client.getUser.isError(new Error("x"))).toBe(false);
  if (client.getUser.isError(error) && error.status === 404) {
    const { reason }: { reason: string } = error.body;
    expect(reason).toBe("gone");
  }
  expect.assertions(4);
});

it("types the body of an error only for a status that the operation describes", async () => {
  const server = await startServer(() => ({ status: 418, body: '{"reason":1}' }));
  const client = connect(acme, { ...credentials, baseUrl: server.url });
  const error: unknown = await client.getUser(user).catch((e) => e);
  if (!client.getUser.isError(error)) throw error;
  expect(error.status).toBe(418);
  // @ts-expect-error its type is unknown: only 404 has a reason
  expect(error.body.reason).toBe(1);
});

describe("hooks", () => {
  it("receive each attempt, response and retry, and nothing secret", async () => {
    const server = await startServer((_, count) => ({
      status: count === 1 ? 503 : 200,
      headers: { "request-id": "req_1", "set-cookie": "session=jane" },
    }));
    const seen: unknown[] = [];
    const client = connect(acme, {
      ...credentials,
      baseUrl: server.url,
      retry: quick,
      hooks: {
        onRequest: (event) => seen.push(["request", event]),
        onResponse: (event) => seen.push(["response", event]),
        onRetry: (event: RetryEvent) => seen.push(["retry", event]),
      },
    });
    await client.getUser({ params: { path: { id: "jane-doe" } }, headers: { "x-note": "jane" } });
    const call = { provider: "acme", operationId: "getUser", method: "GET", path: "/users/{id}" };
    expect(seen).toMatchObject([
      [
        "request",
        { ...call, attempt: 1, headers: { "x-app-id": "[redacted]", "x-signature": "[redacted]" } },
      ],
      [
        "response",
        { ...call, attempt: 1, status: 503, requestId: "req_1", durationMs: expect.any(Number) },
      ],
      [
        "retry",
        { ...call, attempt: 1, status: 503, delayMs: expect.any(Number), reason: undefined },
      ],
      ["request", { ...call, attempt: 2 }],
      ["response", { ...call, attempt: 2, status: 200, headers: { "set-cookie": "[redacted]" } }],
    ]);
    const json = JSON.stringify(seen);
    for (const secret of ["jane", "app-1", "s3cret"]) expect(json).not.toContain(secret);
  });

  it("receive the end of each call once, with its outcome", async () => {
    const server = await startServer((_, count) => ({ status: count === 1 ? 503 : 404 }));
    const ends: unknown[] = [];
    const hooks = { onEnd: (event: unknown) => ends.push(event) };
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry: quick, hooks });
    await client.getUser(user).catch(() => undefined);
    const gone = connect(acme, {
      ...credentials,
      baseUrl: "http://127.0.0.1:1",
      retry: quick,
      hooks,
    });
    await gone.getStatus().catch(() => undefined);
    await gone.getStatus({ signal: AbortSignal.abort() }).catch(() => undefined);
    expect(ends).toMatchObject([
      { callId: 1, operationId: "getUser", attempts: 2, status: 404, error: undefined },
      {
        callId: 1,
        operationId: "getStatus",
        attempts: 3,
        status: undefined,
        error: "connection_failed",
      },
      { callId: 2, operationId: "getStatus", attempts: 0, status: undefined, error: "aborted" },
    ]);
  });

  it("cannot make a call fail", async () => {
    const server = await startServer();
    const onRequest = () => {
      throw new Error("the logger is broken");
    };
    const client = connect(acme, { ...credentials, baseUrl: server.url, hooks: { onRequest } });
    await expect(client.getStatus()).resolves.toEqual({});
  });
});
