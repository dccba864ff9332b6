import { createServer } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { expect, it } from "vitest";
import { createJwks } from "../../src/webhooks/jwks.ts";
import { listen } from "../helpers/listen.ts";
import { startServer } from "../helpers/start-server.ts";

const { publicKey } = await generateKeyPair("ES256");
const jwk = await exportJWK(publicKey);
const setOf = (...kids: string[]) => JSON.stringify({ keys: kids.map((kid) => ({ ...jwk, kid })) });

it("requests a set once, also for deliveries that arrive at the same time", async () => {
  const server = await startServer(() => ({ body: setOf("a", "b") }));
  const keys = createJwks(server.url);
  const sets = await Promise.all([keys("a"), keys("b"), keys(undefined)]);
  expect(sets.map((set) => set.length)).toEqual([2, 2, 2]);
  await keys("a");
  expect(server.received).toHaveLength(1);
});

it("requests it again for an unknown key, but not more often than the cooldown allows", async () => {
  const server = await startServer((_, count) => ({ body: count === 1 ? setOf("a") : setOf("b") }));
  let time = 0;
  const keys = createJwks(server.url, { now: () => time });
  await keys("a");
  for (let index = 0; index < 100; index += 1) await keys(`forged-${index}`);
  expect(server.received).toHaveLength(1);
  time = 30_000;
  const rotated = await Promise.all([keys("b"), keys("b"), keys("forged")]);
  expect(rotated.map((set) => set.map(({ kid }) => kid))).toEqual([["b"], ["b"], ["b"]]);
  expect(server.received).toHaveLength(2);
});

it("requests it again when it is old", async () => {
  const server = await startServer(() => ({ body: setOf("a") }));
  let time = 0;
  const keys = createJwks(server.url, { now: () => time });
  await keys("a");
  time = 599_999;
  await keys("a");
  expect(server.received).toHaveLength(1);
  time = 600_000;
  await keys("a");
  expect(server.received).toHaveLength(2);
});

it("fails without asking again until the cooldown is over, and then recovers", async () => {
  const server = await startServer((_, count) =>
    count === 1 ? { status: 500 } : { body: setOf("a") },
  );
  let time = 0;
  const keys = createJwks(server.url, { now: () => time });
  await expect(keys("a")).rejects.toThrow(/^The key set at http:\S+ has the status 500\.$/);
  await expect(keys("a")).rejects.toThrow("500");
  expect(server.received).toHaveLength(1);
  time = 30_000;
  await expect(keys("a")).resolves.toHaveLength(1);
});

it.each([
  ["a redirect", { status: 302, headers: { location: "/other" } }],
  ["no JSON", { body: "<html>" }],
  ["no keys", { body: "{}" }],
  ["null", { body: "null" }],
  ["a large set", { body: JSON.stringify({ keys: [], more: "x".repeat(70_000) }) }],
])("fails for %s", async (_, response) => {
  const server = await startServer(() => response);
  await expect(createJwks(server.url)("a")).rejects.toThrow(Error);
  expect(server.received).toHaveLength(1);
});

it("ignores what is no key", async () => {
  const server = await startServer(() => ({ body: '{"keys":[null,1,"x",{}]}' }));
  expect(await createJwks(server.url)("a")).toEqual([]);
});

it("does not wait longer than the limit, whatever the server or the fetch does", async () => {
  const server = createServer((_, response) => {
    response.writeHead(200).write("{");
  });
  const url = await listen(server);
  await expect(createJwks(url, { timeoutMs: 50 })("a")).rejects.toThrow("within 50 ms");
  const never = () => new Promise<Response>(() => {});
  await expect(createJwks(url, { timeoutMs: 50, fetch: never })("a")).rejects.toThrow(
    "within 50 ms",
  );
});

it.each(["http://keys.example", "https://user@keys.example", "file:///etc/passwd", "keys", ""])(
  "refuses the URL %j",
  (url) => {
    expect(() => createJwks(url)).toThrow("The URL of a key set must be https");
  },
);
