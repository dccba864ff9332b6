import { describe, expect, test } from "vitest";
import { createExchangeLog } from "../src/exchange/exchange-log.ts";
import type { SandboxExchange } from "../src/index.ts";
import { incoming } from "./fixtures/scheme.ts";
import { startAcme } from "./fixtures/start-acme.ts";

function exchange(target: string, body = ""): SandboxExchange {
  return {
    ...incoming({ target, body }),
    provider: "acme",
    operationId: "getOpen",
    status: 200,
    reason: undefined,
    details: [],
    responseHeaders: {},
    responseBody: "{}",
    breakage: undefined,
    receivedAt: 0,
    durationMs: 1,
  };
}

describe("a log of exchanges", () => {
  const targets = (log: ReturnType<typeof createExchangeLog>) =>
    log.list().map(({ target }) => target);

  test("numbers them and forgets the oldest", () => {
    const log = createExchangeLog({ exchanges: 2, bodyBytes: 1000 });
    for (const target of ["/1", "/2", "/3"]) log.add(exchange(target));
    expect(log.list().map(({ id, target }) => [id, target])).toEqual([
      [2, "/2"],
      [3, "/3"],
    ]);
    expect(log.get(1)).toBeUndefined();
    expect(log.get(3)?.target).toBe("/3");
  });

  test("forgets as many as a large body needs, but never the latest", () => {
    const log = createExchangeLog({ exchanges: 10, bodyBytes: 100 });
    log.add(exchange("/1", "x".repeat(60)));
    log.add(exchange("/2", "x".repeat(20)));
    log.add(exchange("/3", "x".repeat(30)));
    expect(targets(log)).toEqual(["/2", "/3"]);
    log.add(exchange("/4", "x".repeat(200)));
    expect(targets(log)).toEqual(["/4"]);
    log.add(exchange("/5"));
    expect(targets(log)).toEqual(["/5"]);
  });

  test("uses no number twice", () => {
    const log = createExchangeLog();
    log.add(exchange("/1"));
    log.clear();
    log.add(exchange("/2"));
    expect(log.list().map(({ id }) => id)).toEqual([2]);
  });
});

test("an observed exchange has the response and the problems of the request", async () => {
  const { post, exchanges } = await startAcme();
  await post("/people", { name: 1 });
  const [seen] = exchanges;
  expect(seen).toMatchObject({
    method: "POST",
    operationId: "createPerson",
    status: 400,
    details: [{ in: "body", path: "/name" }],
    responseHeaders: { "content-type": "application/json", "x-sandbox-code": "invalid_request" },
    breakage: undefined,
  });
  expect(JSON.parse(seen?.responseBody ?? "").error.code).toBe("invalid_request");
  expect(Math.abs((seen?.receivedAt ?? 0) - Date.now())).toBeLessThan(10_000);
  expect(seen?.durationMs).toBeGreaterThan(0);
});
