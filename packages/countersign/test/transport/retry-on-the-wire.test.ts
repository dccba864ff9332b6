import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { RetryEvent } from "../../src/index.ts";
import { acme, keyedAcme } from "../helpers/acme.ts";
import { startRawServer } from "../helpers/start-raw-server.ts";
import { startServer } from "../helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };
const quick = { minDelayMs: 1, maxDelayMs: 1 };

describe("an idempotent call is retried", () => {
  it.each([408, 429, 500, 502, 503, 504])("after status %i", async (status) => {
    const server = await startServer((_, count) => ({ status: count === 1 ? status : 200 }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry: quick });
    expect(await client.getStatus()).toEqual({});
    expect(server.received).toHaveLength(2);
  });

  it("with the same bytes and headers, except for authentication", async () => {
    const server = await startServer((_, count) => ({ status: count < 3 ? 503 : 201 }));
    const client = connect(keyedAcme, { ...credentials, baseUrl: server.url, retry: quick });
    await client.createUser({ body: { name: "Jane" } });
    const [first, ...others] = server.received.map(({ target, headers, body }) => ({
      target,
      headers,
      body: body.toString(),
    }));
    expect(others).toEqual([first, first]);
  });
});

/** Returns the pause before the first retry, without waiting for it. */
async function pauseAfter(status: number, headers: Record<string, string>, retry: object = {}) {
  const server = await startServer(() => ({ status, headers }));
  const events: RetryEvent[] = [];
  const controller = new AbortController();
  const onRetry = (event: RetryEvent) => {
    events.push(event);
    controller.abort();
  };
  const client = connect(acme, { ...credentials, baseUrl: server.url, retry, hooks: { onRetry } });
  await client.getStatus({ signal: controller.signal }).catch(() => undefined);
  expect(server.received).toHaveLength(1);
  return events[0]?.delayMs;
}

describe("the pause", () => {
  it("follows the provider's header in seconds", async () => {
    const exactly = { minDelayMs: 0 };
    expect(await pauseAfter(503, { "retry-after": "17" }, exactly)).toBe(17_000);
    expect(await pauseAfter(429, { "ratelimit-reset": "42" }, exactly)).toBe(42_000);
    const both = { "retry-after": "60", "ratelimit-reset": "1" };
    expect(await pauseAfter(429, both, exactly)).toBe(60_000);
  });

  it("spreads what the provider requests over half a second, and never falls below it", async () => {
    const pauses = await Promise.all(
      Array.from({ length: 40 }, () => pauseAfter(503, { "retry-after": "17" })),
    );
    const beyond = pauses.map((pause = 0) => pause - 17_000).sort((a, b) => a - b);
    expect(beyond[0]).toBeGreaterThanOrEqual(0);
    expect(beyond.at(-1)).toBeLessThan(500);
    expect(new Set(beyond.map((pause) => Math.floor(pause / 100))).size).toBeGreaterThan(2);
  });

  it.each([
    ["the usual format", (date: Date) => date.toUTCString()],
    ["asctime format, which has no time zone", asctime],
  ])("follows the provider's header as a date in %s", async (_, write) => {
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 30_000);
    const delay = (await pauseAfter(503, { "retry-after": write(at) }, { minDelayMs: 0 })) ?? 0;
    expect(delay).toBeGreaterThan(25_000);
    expect(delay).toBeLessThanOrEqual(31_000);
  });

  it("is skipped if the provider requests more than 60 seconds: the call returns the response", async () => {
    const inTwoMinutes = new Date(Date.now() + 120_000).toUTCString();
    expect(await pauseAfter(429, { "retry-after": "61" })).toBeUndefined();
    expect(await pauseAfter(503, { "retry-after": inTwoMinutes })).toBeUndefined();
    expect(await pauseAfter(429, { "ratelimit-reset": "61" })).toBeUndefined();
    const patient = { maxServerDelayMs: 90_000, minDelayMs: 0 };
    expect(await pauseAfter(429, { "retry-after": "61" }, patient)).toBe(61_000);
  });

  it("is at first 0.25 to 0.5 seconds if the provider requests none", async () => {
    const delay = (await pauseAfter(503, {})) ?? 0;
    expect(delay).toBeGreaterThanOrEqual(250);
    expect(delay).toBeLessThanOrEqual(500);
  });
});

/** Formats a date as `Sun Nov  6 08:49:37 1994`, in UTC like every HTTP date (RFC 9110, section 5.6.7). */
function asctime(date: Date): string {
  const [day = "", number = "", month = "", year = "", time = ""] = date
    .toUTCString()
    .replace(",", "")
    .split(" ");
  return `${day} ${month} ${String(Number(number)).padStart(2)} ${time} ${year}`;
}

describe("options of an untyped program", () => {
  it("have their default if they are undefined", async () => {
    const retry: object = { maxRetries: undefined, ...quick };
    const client = connect(acme, { ...credentials, baseUrl: "http://127.0.0.1:1", retry });
    const error = await client.getStatus().catch((reason) => reason);
    expect(error).toMatchObject({ code: "connection_failed", call: { attempts: 3 } });
  });

  it.each([
    { maxRetries: Number.NaN },
    { maxRetries: -1 },
    { minDelayMs: "500" },
    { maxDelayMs: null },
    { maxServerDelayMs: Number.NaN },
  ])("are rejected if they are not numbers of at least 0: %j", async (wrong) => {
    const server = await startServer();
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const retry: object = wrong;
    await expect(client.getStatus({ retry })).rejects.toMatchObject({
      code: "configuration_invalid",
      message: `The option \`${Object.keys(wrong)}\` must be 0 or more.`,
    });
    expect(server.received).toEqual([]);
  });
});

it("replaces an empty idempotency key with a generated one", async () => {
  const server = await startServer((_, count) => ({ status: count === 1 ? 503 : 201 }));
  const client = connect(keyedAcme, { ...credentials, baseUrl: server.url, retry: quick });
  await client.createUser({ body: { name: "Jane" }, headers: { "Idempotency-Key": "" } });
  const keys = server.received.map(({ headers }) => headers["idempotency-key"]);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

it("releases the connection of an unread body before the next attempt", async () => {
  const ends: Promise<void>[] = [];
  const url = await startRawServer((socket, count) => {
    if (count > 1) {
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
      return;
    }
    ends.push(new Promise((resolve) => socket.once("close", () => resolve())));
    // A body that would never end.
    socket.write(
      "HTTP/1.1 503 Service Unavailable\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
    );
  });
  const client = connect(acme, { ...credentials, baseUrl: url, retry: quick });
  expect(await client.getStatus()).toEqual({});
  await Promise.all(ends);
  expect(ends).toHaveLength(1);
});
