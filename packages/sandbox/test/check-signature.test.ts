import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, test } from "vitest";
import { authenticate } from "../src/authentication/authenticate.ts";
import type { SignatureScheme } from "../src/operations/security-schemes.ts";
import { hmacScheme, incoming } from "./fixtures/scheme.ts";

const NOW_IN_S = 1_767_225_600;

function signedBy(settings: object): SignatureScheme {
  const hmac = { credential: "secretKey", algorithm: "SHA-256", encoding: "hex", ...settings };
  const credential = "secretKey";
  return { kind: "signature", header: "X-Signature", credential, hmac: hmacScheme(hmac) };
}

const inHeaders = signedBy({
  message: ["{timestamp}", "{nonce}", "{path}"],
  separator: ".",
  timestamp: { header: "X-Timestamp", unit: "s" },
  nonce: { header: "X-Nonce" },
});

// printf 1767225600.n-1./ | openssl dgst -sha256 -hmac key
const SIGNATURE = "b1eec82fa3147b0b8c1599f087f258de5dff9504687a1e5b827385fce401aa6c";
const headers = { "x-timestamp": String(NOW_IN_S), "x-nonce": "n-1", "x-signature": SIGNATURE };

function check(
  given: IncomingHttpHeaders,
  options: { scheme?: SignatureScheme; nowInMs?: number; seenNonces?: Set<string> } = {},
): string | undefined {
  const { scheme = inHeaders, nowInMs = NOW_IN_S * 1000, seenNonces = new Set() } = options;
  return authenticate([[scheme]], {
    request: incoming({ headers: given }),
    credentials: new Map([["secretKey", "key"]]),
    secretHeaders: new Set(["x-signature"]),
    now: () => nowInMs,
    seenNonces,
  })?.message;
}

describe("a timestamp and a nonce in headers", () => {
  test("are accepted with a signature that covers them", () => {
    expect(check(headers)).toBeUndefined();
  });

  test.each([-300_000, 300_000])(
    "are accepted with a clock that is %i ms off",
    (differenceInMs) => {
      expect(check(headers, { nowInMs: NOW_IN_S * 1000 + differenceInMs })).toBeUndefined();
    },
  );

  test.each([-300_001, 300_001])("are refused with a clock that is %i ms off", (differenceInMs) => {
    expect(check(headers, { nowInMs: NOW_IN_S * 1000 + differenceInMs })).toBe(
      "Header X-Timestamp is more than 5 minutes off this sandbox's clock. Send the current time " +
        "in seconds since 1970.",
    );
  });

  test.each<[string, IncomingHttpHeaders, string]>([
    ["no timestamp", { "x-timestamp": undefined }, "Header X-Timestamp is missing."],
    [
      "an empty timestamp",
      { "x-timestamp": "" },
      "Header X-Timestamp must be a whole number of seconds.",
    ],
    [
      "a fraction",
      { "x-timestamp": "1.5" },
      "Header X-Timestamp must be a whole number of seconds.",
    ],
    [
      "milliseconds instead of seconds",
      { "x-timestamp": `${NOW_IN_S}000` },
      "Header X-Timestamp is more than 5 minutes off this sandbox's clock. Send the current time " +
        "in seconds since 1970.",
    ],
    ["no nonce", { "x-nonce": undefined }, "Header X-Nonce is missing."],
    ["an empty nonce", { "x-nonce": "" }, "Header X-Nonce has an empty nonce."],
    [
      "a different nonce from the signed one",
      { "x-nonce": "n-2" },
      "Header X-Signature does not match the expected signature: HMAC-SHA256 in hex, keyed with this " +
        `sandbox's secretKey, of the message "${NOW_IN_S}.n-2./".`,
    ],
  ])("are refused with %s", (_, changes, reason) => {
    expect(check({ ...headers, ...changes })).toBe(reason);
  });

  test("are accepted only once", () => {
    const seenNonces = new Set<string>();
    expect(check(headers, { seenNonces })).toBeUndefined();
    expect(check(headers, { seenNonces })).toBe(
      "Header X-Nonce has a nonce that was already used.",
    );
  });

  test("can be used again after a refused request", () => {
    const seenNonces = new Set<string>();
    expect(check({ ...headers, "x-signature": "0" }, { seenNonces })).toContain("X-Signature");
    expect(check(headers, { seenNonces })).toBeUndefined();
  });
});

describe("a timestamp and a nonce in the signature header", () => {
  const scheme = signedBy({
    message: ["{timestamp}", "{nonce}", "{path}"],
    separator: ".",
    value: "ts={timestamp};n={nonce};{signature}",
    timestamp: { unit: "ms" },
    nonce: {},
  });
  // printf 1767225600123.n-1./ | openssl dgst -sha256 -hmac key
  const value =
    "ts=1767225600123;n=n-1;31f677f5aaf73c7bd9d098aef620dfccc430ec3673683d4d825d2a9e14cc065b";

  test("are accepted with a signature that covers them", () => {
    expect(check({ "x-signature": value }, { scheme })).toBeUndefined();
  });

  test.each([
    ["another form", "n=n-1;ts=1", 'must have the form "ts={timestamp};n={nonce};{signature}".'],
    [
      "a word instead of a time",
      value.replace(/\d+/, "now"),
      "must be a whole number of milliseconds.",
    ],
    ["seconds instead of milliseconds", value.replace("123;", ";"), "more than 5 minutes off"],
    ["an empty nonce", value.replace("n=n-1", "n="), "has an empty nonce."],
    ["a trailing space", `${value} `, "does not match the expected signature"],
  ])("are refused with %s", (_, given, reason) => {
    const problem = check({ "x-signature": given }, { scheme });
    expect(problem).toMatch(/^Header X-Signature /);
    expect(problem).toContain(reason);
  });
});

describe("a signature in the query", () => {
  const inQuery: SignatureScheme = {
    kind: "signature",
    parameter: "signature",
    credential: "secretKey",
    hmac: hmacScheme({
      credential: "secretKey",
      algorithm: "SHA-256",
      encoding: "base64",
      message: ["{queryString}", "{body}"],
      timestamp: { parameter: "timestamp", unit: "ms" },
    }),
  };
  const query = `q=a%20b&timestamp=${NOW_IN_S}000`;
  // printf 'q=a%%20b&timestamp=1767225600000' | openssl dgst -sha256 -hmac key -binary | openssl base64
  const signature = encodeURIComponent("XQgY7v2uDtLcRfUo9Tq8SWfqiKaIhz9BMqG3+Q9aYv4=");
  const checkQuery = (sent: string): string | undefined =>
    authenticate([[inQuery]], {
      request: incoming({ target: `/orders?${sent}` }),
      credentials: new Map([["secretKey", "key"]]),
      secretHeaders: new Set(),
      now: () => NOW_IN_S * 1000,
      seenNonces: new Set(),
    })?.message;

  test("is accepted, and does not cover itself", () => {
    expect(checkQuery(`${query}&signature=${signature}`)).toBeUndefined();
  });

  test.each([
    ["no signature", query, "Query parameter signature is missing."],
    ["no timestamp", `signature=${signature}`, "Query parameter timestamp is missing."],
    [
      "another query",
      `more=1&${query}&signature=${signature}`,
      "Query parameter signature does not match the expected signature: HMAC-SHA256 in base64, keyed with this " +
        `sandbox's secretKey, of the message "more=1&${query}<body of 0 bytes>".`,
    ],
  ])("is refused with %s", (_, sent, problem) => {
    expect(checkQuery(sent)).toBe(problem);
  });
});

test("a signature of an ID covers the segment that the template names", () => {
  const scheme = signedBy({ message: ["{pathParameter:id}"], encoding: "hexUpper" });
  const send = (target: string): string | undefined =>
    authenticate([[scheme]], {
      // printf s-1 | openssl dgst -sha256 -hmac key
      request: incoming({
        target,
        headers: {
          "x-signature": "90350A95287D8A2ACF14CFBF6394F83F2B0993C4E68741B92F74AF8F9E132D37",
        },
      }),
      template: "/sessions/{id}/decision",
      credentials: new Map([["secretKey", "key"]]),
      secretHeaders: new Set(),
      now: () => NOW_IN_S * 1000,
      seenNonces: new Set(),
    })?.message;
  expect(send("/veriff/v1/sessions/s-1/decision?x=1")).toBeUndefined();
  expect(send("/veriff/v1/sessions/s-2/decision")).toContain('of the message "s-2"');
});
