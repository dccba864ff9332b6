import { expect, test } from "vitest";
import {
  type CanonicalMessage,
  canonicalMessage,
} from "../src/authentication/canonical-message.ts";
import type { IncomingRequest } from "../src/exchange/incoming-request.ts";
import { hmacScheme, incoming } from "./fixtures/scheme.ts";

function compose(hmac: object, request: IncomingRequest): CanonicalMessage {
  const scheme = hmacScheme({
    credential: "key",
    algorithm: "SHA-256",
    encoding: "hex",
    timestamp: { header: "X-Timestamp", unit: "s" },
    nonce: { header: "X-Nonce" },
    ...hmac,
  });
  return canonicalMessage(scheme, {
    request,
    presented: { timestamp: "1767225600", nonce: "n-1" },
    credentials: new Map([["apiKey", "sandbox-acme-api-key"]]),
    secretHeaders: new Set(["authorization"]),
  });
}

const post = incoming({
  method: "POST",
  target: "/a%20b/%7Bc?d=1&a=%2B&d=2",
  headers: { host: "127.0.0.1:4010", "x-time": "1700000000", authorization: "Bearer private" },
  body: '{"a":1}',
});

test.each([
  ["{method}", "POST"],
  ["{path}", "/a%20b/%7Bc"],
  ["{query}", "?d=1&a=%2B&d=2"],
  ["{host}", "127.0.0.1:4010"],
  ["{body}", '{"a":1}'],
  ["{timestamp}", "1767225600"],
  ["{nonce}", "n-1"],
  ["{header:X-Time}", "1700000000"],
  ["{header:X-Absent}", ""],
  ["{credential:apiKey}", "sandbox-acme-api-key"],
  ["v1:{header:X-Time}:{method}", "v1:1700000000:POST"],
])("resolves the message part %s to %j", (part, expected) => {
  expect(compose({ message: [part] }, post).bytes.toString()).toBe(expected);
});

test("joins parts with the separator", () => {
  const message = ["{method}", "{path}", "end"];
  expect(compose({ message, separator: "\n" }, post).bytes.toString()).toBe(
    "POST\n/a%20b/%7Bc\nend",
  );
});

test("resolves {query} to an empty string without a query, and to ? after a bare question mark", () => {
  const message = ["{path}", "{query}"];
  const targets = ["/a", "/a?"].map((target) =>
    compose({ message, separator: "|" }, incoming({ target })),
  );
  expect(targets.map(({ bytes }) => bytes.toString())).toEqual(["/a|", "/a|?"]);
});

test("keeps the bytes of a non-ASCII header", () => {
  const headers = { "x-time": "\xe9" };
  const { bytes, shown } = compose({ message: ["{header:X-Time}"] }, incoming({ headers }));
  expect([...bytes]).toEqual([0xe9]);
  expect(shown).toBe("\xe9");
});

test("keeps the bytes of a binary body", () => {
  const body = Uint8Array.from([0xff, 0x00, 0xfe]);
  const { bytes } = compose({ message: ["{body}"] }, { ...incoming(), body });
  expect([...bytes]).toEqual([0xff, 0x00, 0xfe]);
});

test.each([
  ["SHA-256", "hex", "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"],
  [
    "SHA-512",
    "base64",
    "77eoKY+QWudD2+IVLhYkFfYqFtLVrFx4gW3NVxFOeldHKbgTmI8dCYTPbzjE/Mmjfqn+w9o1GYNTb3J4XXq3Bw==",
  ],
])("hashes a body with %s and encodes the hash in %s", (algorithm, encoding, expected) => {
  const bodyHash = { algorithm, encoding, whenEmpty: "omit" };
  expect(compose({ message: ["{bodyHash}"], bodyHash }, post).bytes.toString()).toBe(expected);
});

test.each([
  ["omit", ""],
  ["hash", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
])("with whenEmpty %s, resolves the hash of a missing body to %j", (whenEmpty, expected) => {
  const bodyHash = { algorithm: "SHA-1", encoding: "hex", whenEmpty };
  expect(compose({ message: ["{bodyHash}"], bodyHash }, incoming()).bytes.toString()).toBe(
    expected,
  );
});

test("shows placeholders for bodies, credentials and secret headers", () => {
  const message = ["{method}", "{body}", "{credential:apiKey}", "{header:Authorization}"];
  expect(compose({ message, separator: " " }, post).shown).toBe(
    "POST <body of 7 bytes> <credential apiKey> <header Authorization>",
  );
});
