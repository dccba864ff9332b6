import { expect, test } from "vitest";
import type { OpenApiDocument } from "../src/index.ts";
import { startDocument } from "./fixtures/start-document.ts";

const key = { headers: { "x-key": "sandbox-acme-key" } };

const acme = (rateLimit?: object): OpenApiDocument => ({
  openapi: "3.1.0",
  info: { title: "Acme", version: "1" },
  ...(rateLimit && { "x-countersign-rate-limit": rateLimit }),
  security: [{ key: [] }],
  paths: {
    "/checks": {
      get: {
        operationId: "listChecks",
        parameters: [{ name: "size", in: "query", schema: { type: "integer" } }],
        responses: {
          "200": {
            description: "The checks",
            headers: { "rateLimit-limit": { schema: { type: "integer" }, example: 100 } },
            content: { "application/json": { schema: { type: "array" }, example: [] } },
          },
          "429": {
            description: "Too many requests",
            content: {
              "application/json": {
                schema: { type: "object", properties: { message: { type: "string" } } },
                example: { code: "TOO_MANY" },
              },
            },
          },
        },
      },
    },
  },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
});

const two = {
  limit: 2,
  window: 60,
  headers: {
    limit: "RateLimit-Limit",
    remaining: "RateLimit-Remaining",
    reset: "RateLimit-Reset",
  },
  evidence: "documented",
};

/** Returns the headers of a rate limit: limit, remaining, reset. */
function limits({ headers }: { headers: Headers }): (string | null)[] {
  return ["limit", "remaining", "reset"].map((name) => headers.get(`ratelimit-${name}`));
}

test("counts requests from the first one on, and refuses those beyond the limit until the window ends", async () => {
  const options = { rateLimits: true, now: "2026-01-01T00:00:00Z" };
  const { sandbox, send } = await startDocument(acme(two), options);
  const first = await send("GET", "/checks", key);
  expect([first.status, ...limits(first)]).toEqual([200, "2", "1", "60"]);

  await sandbox.clock.advance(17_500);
  const second = await send("GET", "/checks", key);
  expect([second.status, ...limits(second)]).toEqual([200, "2", "0", "43"]);

  const third = await send("GET", "/checks", key);
  expect([third.status, ...limits(third)]).toEqual([429, "2", "0", "43"]);
  expect(third.body).toEqual({
    code: "TOO_MANY",
    message: "The rate limit of 2 requests in 60 seconds is exceeded. It resets in 43 seconds.",
  });

  await sandbox.clock.advance(42_499);
  expect((await send("GET", "/checks", key)).status).toBe(429);
  await sandbox.clock.advance(1);
  const next = await send("GET", "/checks", key);
  expect([next.status, ...limits(next)]).toEqual([200, "2", "1", "60"]);
});

test("counts invalid requests, and none without valid credentials", async () => {
  const { send } = await startDocument(acme(two), { rateLimits: true });
  const unknown = await send("GET", "/checks");
  expect([unknown.status, ...limits(unknown)]).toEqual([401, null, null, null]);
  const invalid = await send("GET", "/checks?size=x", key);
  expect([invalid.status, ...limits(invalid)]).toEqual([400, "2", "1", "60"]);
});

test("counts each account apart", async () => {
  const { sandbox, send } = await startDocument(acme(two), { rateLimits: true });
  const other = sandbox.connection("acme", { account: "other" });
  await send("GET", "/checks", key);
  expect(limits(await send("GET", "/checks", key))).toEqual(["2", "0", "60"]);
  const headers = { "x-key": other.key ?? "" };
  expect(limits(await send("GET", "/checks", { headers }))).toEqual(["2", "1", "60"]);
});

test("sends only the headers that the document names", async () => {
  const { headers, ...silent } = two;
  const { send } = await startDocument(acme({ ...silent, headers: { reset: headers.reset } }), {
    rateLimits: true,
  });
  expect(limits(await send("GET", "/checks", key))).toEqual(["100", null, "60"]);
});

test("refuses to start with a limit that is none, and names it", async () => {
  const starting = startDocument(acme({ ...two, limit: "many" }), { rateLimits: true });
  await expect(starting).rejects.toMatchObject({
    code: "invalid_document",
    message: expect.stringContaining("(#/x-countersign-rate-limit/limit)"),
  });
});

test("does not count unless it is switched on", async () => {
  const { send } = await startDocument(acme(two));
  for (let count = 0; count < 3; count += 1) {
    expect((await send("GET", "/checks", key)).status).toBe(200);
  }
});

test("does not count for a provider that documents no limit", async () => {
  const { send } = await startDocument(acme(), { rateLimits: true });
  for (let count = 0; count < 3; count += 1) {
    expect((await send("GET", "/checks", key)).status).toBe(200);
  }
});
