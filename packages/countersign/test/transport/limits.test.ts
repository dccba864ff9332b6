import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { pause } from "../../src/transport/deadline.ts";
import { acme } from "../helpers/acme.ts";
import { startRawServer } from "../helpers/start-raw-server.ts";
import { startServer } from "../helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };
const user = { params: { path: { id: "u1" } } };
const never = () => new Promise<never>(() => undefined);
const endless = async () => new Response(new ReadableStream());

describe("a timeout ends", () => {
  it.each([
    ["a credential function that never resolves", { appId: never }, 0],
    ["a fetch that never resolves", { fetch: never }, 1],
    ["a response body that never ends, even if fetch ignores the signal", { fetch: endless }, 1],
  ])("%s", async (_, options, attempts) => {
    const client = connect(acme, {
      ...credentials,
      baseUrl: "https://api.test",
      timeout: { overallMs: 30 },
      ...options,
    });
    const error = await client.getUser(user).catch((reason) => reason);
    expect(error).toMatchObject({ code: "timeout", limit: "overall", call: { attempts } });
  });

  it.each([
    ["a credential function that never resolves", { appId: never }],
    ["a fetch that never resolves", { fetch: never }],
    ["a response body that never ends", { fetch: endless }],
  ])("%s if the caller aborts", async (_, options) => {
    const client = connect(acme, { ...credentials, baseUrl: "https://api.test", ...options });
    const call = client.getUser({ ...user, signal: AbortSignal.timeout(20) });
    await expect(call).rejects.toMatchObject({ code: "aborted" });
  });

  it("a call for good: its request is not sent later", async () => {
    const server = await startServer();
    let resolveKey: (key: string) => void = () => undefined;
    const events: unknown[] = [];
    const client = connect(acme, {
      ...credentials,
      appId: () => new Promise<string>((resolve) => (resolveKey = resolve)),
      baseUrl: server.url,
      timeout: { overallMs: 20 },
      hooks: { onRequest: (event) => events.push(event) },
      fetch: (request) => globalThis.fetch(request.url),
    });
    await expect(client.getUser(user)).rejects.toMatchObject({ code: "timeout" });
    resolveKey("app-1");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([server.received, events]).toEqual([[], []]);
  });
});

describe("a timeout", () => {
  it("of a call overrides the client's", async () => {
    const url = await startRawServer(() => undefined);
    const client = connect(acme, { ...credentials, baseUrl: url, retry: false });
    const call = client.getStatus({ timeout: { attemptMs: 30 } });
    await expect(call).rejects.toMatchObject({ code: "timeout", limit: "attempt" });
  });

  it("is disabled by 0, for an attempt and for the whole call", async () => {
    const server = await startServer();
    const timeout = { attemptMs: 0, overallMs: 0 };
    const client = connect(acme, { ...credentials, baseUrl: server.url, timeout });
    expect(await client.getStatus()).toEqual({});
  });

  it("of the client applies if the call's option is undefined", async () => {
    const url = await startRawServer(() => undefined);
    const client = connect(acme, {
      ...credentials,
      baseUrl: url,
      retry: false,
      timeout: { attemptMs: 30 },
    });
    const timeout: object = { attemptMs: undefined };
    await expect(client.getStatus({ timeout })).rejects.toMatchObject({ limit: "attempt" });
  });

  it.each(["attemptMs", "overallMs"])("must be a number: %s", async (name) => {
    const server = await startServer();
    const timeout: object = { [name]: Number.NaN };
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.getStatus({ timeout })).rejects.toMatchObject({
      code: "configuration_invalid",
      message: `The option \`${name}\` must be 0 or more.`,
    });
    expect(server.received).toEqual([]);
  });

  it("leaves no listener on the caller's signal, however a call ends", async () => {
    const server = await startServer((_, count) => ({ status: count % 2 === 0 ? 503 : 200 }));
    const { signal } = new AbortController();
    const retry = { maxRetries: 3, minDelayMs: 1, maxDelayMs: 1 };
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry });
    for (let call = 0; call < 10; call += 1) await client.getStatus({ signal });
    const gone = connect(acme, { ...credentials, baseUrl: "http://127.0.0.1:1", retry });
    await gone.getStatus({ signal }).catch(() => undefined);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("that prevents a retry keeps the error of the failed attempt", async () => {
    const client = connect(acme, {
      ...credentials,
      baseUrl: "http://127.0.0.1:1",
      retry: { minDelayMs: 5_000, maxDelayMs: 5_000 },
      timeout: { overallMs: 1_000 },
    });
    const error = await client.getStatus().catch((reason) => reason);
    expect(error).toMatchObject({ code: "timeout", limit: "overall" });
    expect(error.cause).toMatchObject({ code: "connection_failed" });
  });
});

describe("a stream", () => {
  const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 30\r\n\r\n";

  it("is aborted by the caller's signal, even after the call has returned it", async () => {
    const url = await startRawServer((socket) => socket.write(`${HEAD}{"id":`));
    const controller = new AbortController();
    const client = connect(acme, { ...credentials, baseUrl: url, timeout: { attemptMs: 1_000 } });
    const stream = await client.getStatus({ parseAs: "stream", signal: controller.signal });
    const reader = stream?.getReader();
    await reader?.read();
    controller.abort(new Error("enough"));
    await expect(reader?.read()).rejects.toThrow();
  });

  it("is read without the attempt's timeout, which ends with the headers", async () => {
    const url = await startRawServer((socket) => {
      socket.write(`${HEAD}{"id":`);
      setTimeout(() => socket.end('"0123456789012345678901"}'), 150);
    });
    const client = connect(acme, { ...credentials, baseUrl: url, timeout: { attemptMs: 100 } });
    const stream = await client.getStatus({ parseAs: "stream" });
    expect(await new Response(stream).text()).toHaveLength(30);
  });
});

it("does not end a pause at once that exceeds the longest possible timer", async () => {
  const controller = new AbortController();
  const first = await Promise.race([
    pause(2 ** 40, controller.signal).then(() => "pause"),
    new Promise((resolve) => setTimeout(() => resolve("clock"), 20)),
  ]);
  controller.abort();
  expect(first).toBe("clock");
});
