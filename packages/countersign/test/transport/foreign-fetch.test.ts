import ky from "ky";
import nodeFetch from "node-fetch";
import { fetch as undiciFetch } from "undici";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { Fetch } from "../../src/index.ts";
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

// Each library has its own Request, or none; all are given the same request.

const credentials = { appId: "app-1", secret: "s3cret" };
const libraries: [string, unknown][] = [
  ["the platform", globalThis.fetch],
  ["undici", undiciFetch],
  ["node-fetch", nodeFetch],
  ["ky", ky.create({ retry: 0, throwHttpErrors: false })],
  ["a wrapper of the request alone", (request: Request) => globalThis.fetch(request)],
  ["a wrapper of its URL", ({ url }: Request, init: RequestInit) => globalThis.fetch(url, init)],
];

describe.each(libraries)("with the fetch of %s, a client", (_, library) => {
  const fetch = library as Fetch;

  it("sends what it sends without", async () => {
    const server = await startServer(() => ({ body: '{"id":"ü"}' }));
    const requestsOf = async (options: object) => {
      const before = server.received.length;
      const client = connect(acme, { ...credentials, baseUrl: server.url, ...options });
      const params = { path: { id: "a b" }, query: { expand: ["ü&"] } };
      expect(await client.getUser({ params })).toEqual({ id: "ü" });
      await client.createUser({ body: { name: "Zoë" } });
      await client.createUser({ body: new Uint8Array([0, 255]) as never });
      return server.received.slice(before).map(({ method, target, headers, body }) => {
        const names = ["x-app-id", "x-signature", "content-type", "content-length", "acme-version"];
        return [method, target, names.map((name) => headers[name]), [...body]];
      });
    };
    const own = await requestsOf({});
    expect(own).toHaveLength(3);
    expect(await requestsOf({ fetch })).toEqual(own);
  });

  it("retries, and follows redirects within the origin itself", async () => {
    const server = await startServer((_, count) => {
      if (count === 1) return { status: 503 };
      return count === 2
        ? { status: 307, headers: { location: "/other" } }
        : { body: '{"ok":true}' };
    });
    const retry = { minDelayMs: 1 };
    const client = connect(acme, { ...credentials, baseUrl: server.url, fetch, retry });
    expect(await client.getStatus()).toEqual({ ok: true });
    expect(server.received.map(({ target }) => target).at(-1)).toBe("/other");
  });

  it("ends in time", async () => {
    const server = await startServer(() => ({ status: 429, headers: { "retry-after": "9" } }));
    const options = { ...credentials, baseUrl: server.url, fetch, timeout: { overallMs: 1_000 } };
    await expect(connect(acme, options).getStatus()).rejects.toMatchObject({ limit: "overall" });
  });
});
