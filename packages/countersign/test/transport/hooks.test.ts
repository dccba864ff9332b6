import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { Hooks } from "../../src/index.ts";
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };
const names = ["onRequest", "onResponse", "onRetry", "onEnd"] as const;

describe("a failing hook", () => {
  it.each([
    [
      "throws",
      () => {
        throw new Error("the logger is broken");
      },
    ],
    [
      "rejects later",
      async () => {
        throw new Error("the logger is broken");
      },
    ],
  ])("breaks neither the call nor the process if it %s", async (_, hook) => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const server = await startServer((_request, count) => ({ status: count === 1 ? 503 : 200 }));
    const hooks: Hooks = Object.fromEntries(names.map((name) => [name, hook]));
    const retry = { minDelayMs: 1, maxDelayMs: 1 };
    const client = connect(acme, { ...credentials, baseUrl: server.url, hooks, retry });
    await expect(client.getStatus()).resolves.toEqual({});
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });
});

it("gives each event the fields for logging, tracing and metrics, and nothing else", async () => {
  const server = await startServer((_, count) => ({
    status: count === 1 ? 503 : 200,
    headers: { "request-id": `req_${count}`, "x-person": "jane" },
  }));
  const events: Record<string, object[]> = Object.fromEntries(names.map((name) => [name, []]));
  const hooks: Hooks = Object.fromEntries(
    names.map((name) => [name, (event: object) => events[name]?.push(event)]),
  );
  const retry = { minDelayMs: 1, maxDelayMs: 1 };
  const client = connect(acme, { ...credentials, baseUrl: server.url, hooks, retry });
  await client.getUser({ params: { path: { id: "u1" } } });

  const call = {
    callId: 1,
    provider: "acme",
    operationId: "getUser",
    method: "GET",
    path: "/users/{id}",
  };
  const sent = {
    "acme-version": "[redacted]",
    "x-app-id": "[redacted]",
    "x-signature": "[redacted]",
  };
  const milliseconds = expect.toSatisfy((value) => typeof value === "number" && value >= 0);
  expect(events).toEqual({
    onRequest: [
      { ...call, attempts: 0, attempt: 1, headers: sent },
      { ...call, attempts: 1, attempt: 2, headers: sent },
    ],
    onResponse: [1, 2].map((attempt) => ({
      ...call,
      attempts: attempt,
      attempt,
      status: attempt === 1 ? 503 : 200,
      durationMs: milliseconds,
      requestId: `req_${attempt}`,
      headers: expect.objectContaining({
        "request-id": `req_${attempt}`,
        "x-person": "[redacted]",
      }),
    })),
    onRetry: [
      { ...call, attempts: 1, attempt: 1, status: 503, delayMs: milliseconds, reason: undefined },
    ],
    onEnd: [{ ...call, attempts: 2, status: 200, error: undefined, durationMs: milliseconds }],
  });
});
