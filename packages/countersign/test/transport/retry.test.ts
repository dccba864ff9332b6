import { describe, expect, it, onTestFinished } from "vitest";
import {
  isSafeToRetry,
  isTransientStatus,
  retryDelayMs,
  toRetryPolicy,
} from "../../src/transport/retry.ts";

const policy = toRetryPolicy(undefined, undefined);
const now = Date.parse("2026-01-01T00:00:00Z");

function delay(retry: number, random: number, response?: Response): number | undefined {
  return retryDelayMs(policy, { retry, response, now, random });
}

function response(status: number, headers: Record<string, string>): Response {
  return new Response(null, { status, headers });
}

describe("toRetryPolicy", () => {
  it("allows two retries by default, after 0.5 s to 8 s", () => {
    expect(policy).toEqual({
      maxRetries: 2,
      minDelayMs: 500,
      maxDelayMs: 8_000,
      maxServerDelayMs: 60_000,
    });
  });

  it("lets the call's options override the client's", () => {
    expect(toRetryPolicy({ maxRetries: 5 }, { maxRetries: 1, minDelayMs: 9 })).toMatchObject({
      maxRetries: 5,
      minDelayMs: 9,
    });
  });

  it.each([
    [false, { maxRetries: 4 }, 0],
    [undefined, false, 0],
    [{ maxRetries: 1 }, false, 1],
    [{ maxRetries: 0 }, undefined, 0],
  ] as const)(
    "for the call's %j and the client's %j allows %i retries",
    (call, client, maxRetries) => {
      expect(toRetryPolicy(call, client).maxRetries).toBe(maxRetries);
    },
  );
});

describe("retryDelayMs", () => {
  it.each([
    [1, 0, 250],
    [1, 1, 500],
    [2, 1, 1_000],
    [3, 0.5, 1_500],
    [5, 1, 8_000],
    [40, 1, 8_000],
  ])(
    "doubles the pause and randomises half of it: retry %i with random number %d waits %i ms",
    (retry, random, ms) => {
      expect(delay(retry, random)).toBe(ms);
    },
  );

  it.each([
    ["seconds", response(503, { "retry-after": "7" }), 7_000],
    ["zero seconds", response(429, { "retry-after": "0" }), 0],
    ["a date", response(503, { "retry-after": "Thu, 01 Jan 2026 00:00:20 GMT" }), 20_000],
    ["a date in the past", response(503, { "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" }), 0],
    ["the reset of a rate limit", response(429, { "ratelimit-reset": "42" }), 42_000],
    ["60 seconds, the longest", response(429, { "retry-after": "60" }), 60_000],
  ])("honours the provider's requested pause: %s", (_, response, ms) => {
    expect(delay(1, 0, response)).toBe(ms);
  });

  it.each([
    [1, 0.5, 7_250],
    [1, 1, 7_500],
    [2, 1, 8_000],
    [9, 1, 15_000],
  ])(
    "adds up to its own pause to the requested one: retry %i with random number %d waits %i ms",
    (retry, random, ms) => {
      expect(delay(retry, random, response(503, { "retry-after": "7" }))).toBe(ms);
    },
  );

  it.each(["UTC", "Asia/Tokyo", "America/Los_Angeles"])(
    "reads every HTTP date format as UTC, in the time zone %s",
    (zone) => {
      const before = process.env.TZ;
      onTestFinished(() => {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      });
      process.env.TZ = zone;
      // RFC 9110, section 5.6.7
      for (const date of [
        "Thu, 01 Jan 2026 00:00:20 GMT",
        "Thursday, 01-Jan-26 00:00:20 GMT",
        "Thu Jan  1 00:00:20 2026",
      ]) {
        expect([date, delay(1, 0, response(503, { "retry-after": date }))]).toEqual([date, 20_000]);
      }
    },
  );

  it("returns undefined if the provider requests more than allowed", () => {
    expect(delay(1, 1, response(429, { "retry-after": "61" }))).toBeUndefined();
  });

  it.each([
    ["words", response(503, { "retry-after": "soon" })],
    ["seconds with a unit", response(503, { "retry-after": "7s" })],
    ["only a weekday", response(503, { "retry-after": "Monday" })],
    [
      "a date without a leading weekday",
      response(503, { "retry-after": "31 Dec 2025 00:00:00 GMT (Wed)" }),
    ],
    [
      "an HTTP date after a year",
      response(503, { "retry-after": "2026 Thu, 01 Jan 2026 00:00:20 GMT" }),
    ],
    [
      "a date that begins with a month",
      response(503, { "retry-after": "Jan 1 2026 00:00:20 GMT" }),
    ],
    ["a reset with a unit", response(429, { "ratelimit-reset": "42s" })],
    ["a reset after a word", response(429, { "ratelimit-reset": "in 42" })],
    ["no header at all", response(429, {})],
    ["a negative number", response(503, { "retry-after": "-5" })],
    ["an empty header", response(503, { "retry-after": "" })],
    ["a rate limit's reset with another status", response(503, { "ratelimit-reset": "42" })],
  ])("falls back to its own pause on %s", (_, response) => {
    expect(delay(1, 1, response)).toBe(500);
  });
});

it.each([
  ["GET", false, true],
  ["HEAD", false, true],
  ["PUT", false, true],
  ["DELETE", false, true],
  ["OPTIONS", false, true],
  ["POST", false, false],
  ["PATCH", false, false],
  ["POST", true, true],
  ["PATCH", true, true],
])("considers a %s (idempotency key: %s) safe to retry: %s", (method, hasKey, expected) => {
  expect(isSafeToRetry(method, hasKey)).toBe(expected);
});

it.each([
  [200, false],
  [400, false],
  [401, false],
  [404, false],
  [407, false],
  [408, true],
  [409, false],
  [428, false],
  [429, true],
  [430, false],
  [499, false],
  [500, true],
  [503, true],
  [599, true],
])("considers status %i worth a retry: %s", (status, expected) => {
  expect(isTransientStatus(status)).toBe(expected);
});
