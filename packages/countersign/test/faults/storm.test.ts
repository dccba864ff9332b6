import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { CountersignError } from "../../src/errors/errors.ts";
import type { CallInfo } from "../../src/index.ts";
import { keyedAcme } from "../helpers/acme.ts";
import { type FaultServer, startFaultServer } from "./fault-server.ts";

const CALLS = 5_000;
const PARALLEL = 50;

/** Returns a generator of numbers from 0 to 1, which depend only on the seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let server: FaultServer;
let timersBefore = 0;
const unhandled: unknown[] = [];
const listener = (reason: unknown) => unhandled.push(reason);
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
beforeAll(async () => {
  timersBefore = timers();
  server = await startFaultServer(0.3, seeded(20261120));
  process.on("unhandledRejection", listener);
});
afterAll(async () => {
  process.off("unhandledRejection", listener);
  await server.close();
});

it(`ends each of ${CALLS} calls in its response or a typed error, with 30 % of requests failing`, async () => {
  // Several, so that no retry budget runs out: how it does is tested in retry-budget.test.ts.
  const clients = Array.from({ length: CALLS / 100 }, () =>
    connect(keyedAcme, {
      appId: "a",
      secret: "s",
      baseUrl: server.url,
      retry: { maxRetries: 4, minDelayMs: 1, maxDelayMs: 4 },
      timeout: { attemptMs: 400 },
    }),
  );
  const outcomes = { responses: 0, errors: new Map<string, number>() };
  let next = 0;
  const run = async () => {
    for (let index = next++; index < CALLS; index = next++) {
      const isCreation = index % 2 === 0;
      const client = clients[index % clients.length] ?? expect.fail("no client");
      const call: Promise<unknown> = isCreation
        ? client.createUser({ body: { name: `user-${index}` } })
        : client.getUser({ params: { path: { id: `u${index}` } } });
      try {
        expect(await call).toEqual({ id: "u1" });
        outcomes.responses += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(CountersignError);
        const { code, call: info } = error as CountersignError & { call: CallInfo };
        expect(info).toMatchObject({
          provider: "acme",
          operationId: isCreation ? "createUser" : "getUser",
          attempts: expect.toSatisfy((attempts) => attempts >= 1 && attempts <= 5),
        });
        outcomes.errors.set(code, (outcomes.errors.get(code) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, run));

  const errors = [...outcomes.errors.values()].reduce((sum, count) => sum + count, 0);
  expect(outcomes.responses + errors).toBe(CALLS);
  expect(["http_error", "connection_failed", "timeout", "response_invalid"]).toEqual(
    expect.arrayContaining([...outcomes.errors.keys()]),
  );
  expect(server.faults()).toBeGreaterThan(CALLS * 0.3);
  // Invalid JSON is not retried; nearly every other call succeeds within five attempts.
  expect(outcomes.responses).toBeGreaterThan(CALLS * 0.9);
  // Every attempt of a creation had the same key, so the provider creates only once.
  expect(server.keysByBody.size).toBe(CALLS / 2);
  expect([...server.keysByBody.values()].filter((keys) => keys.size !== 1)).toEqual([]);
  expect(unhandled).toEqual([]);
}, 120_000);

it("leaves no socket open once the platform closes idle ones", async () => {
  await expect.poll(() => server.connections(), { timeout: 15_000, interval: 100 }).toBe(0);
}, 20_000);

it("leaves no timer behind", () => {
  // The test runner has one more, for this test.
  expect(timers()).toBeLessThanOrEqual(timersBefore + 1);
});
