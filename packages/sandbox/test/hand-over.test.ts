import { EventEmitter, once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { handOver, type ServeOwn } from "../src/http/hand-over.ts";
import { startSandbox } from "../src/index.ts";
import { acme } from "./fixtures/acme.ts";

const documents = { acme };

test("serves its own addresses, also beside a provider at the root", async () => {
  for (const provider of [undefined, "acme"]) {
    await using sandbox = await startSandbox({ documents, provider });
    for (const path of ["/_sandbox/none", "/_sandbox/none?a=1"]) {
      const response = await fetch(sandbox.url + path);
      expect(response.status).toBe(404);
      expect(response.headers.get("x-sandbox")).toBe("countersign");
      expect(await response.text()).toMatch(/^The sandbox has no page at \/_sandbox/);
    }
    const near = await fetch(`${sandbox.url}/_sandboxes`);
    expect(near.headers.get("x-sandbox-code")).toBe("not_found");
  }
});

test("reports no exchange for its own addresses", async () => {
  const exchanges: unknown[] = [];
  await using sandbox = await startSandbox({
    documents,
    onRequest: (each) => exchanges.push(each),
  });
  await fetch(`${sandbox.url}/_sandbox/none`);
  expect(exchanges).toEqual([]);
});

test("keeps its own addresses from pages of other origins, whatever `cors` says", async () => {
  await using sandbox = await startSandbox({ documents, cors: true });
  const send = rawRequest(`${sandbox.url}/_sandbox/none`, {
    method: "OPTIONS",
    headers: { origin: "http://localhost:1", "access-control-request-method": "POST" },
  });
  expect((await send).headers).not.toHaveProperty("access-control-allow-origin");
});

test("refuses a body above 25 MiB and a method that a request cannot have", async () => {
  await using sandbox = await startSandbox({ documents });
  const body = Buffer.alloc(25 * 1024 * 1024 + 1);
  const large = await fetch(`${sandbox.url}/_sandbox/none`, { method: "POST", body });
  expect(large.status).toBe(413);
  const trace = await rawRequest(`${sandbox.url}/_sandbox/none`, { method: "TRACE" });
  expect(trace).toMatchObject({ status: 405, headers: { "x-sandbox-code": "method_not_allowed" } });
});

test("hands over method, path, query, headers and body", async () => {
  const url = await listen(async (received) => {
    const { method, headers } = received;
    const { pathname, search } = new URL(received.url);
    const own = headers.get("x-own");
    const host = headers.get("host");
    return Response.json({ method, pathname, search, own, host, body: await received.text() });
  });
  const response = await fetch(`${url}/_sandbox/a%2Fb?c=%20d`, {
    method: "POST",
    headers: { "x-own": "1" },
    body: "é",
  });
  expect(await response.json()).toEqual({
    method: "POST",
    pathname: "/_sandbox/a%2Fb",
    search: "?c=%20d",
    own: "1",
    host: new URL(url).host,
    body: "é",
  });
});

test("sends status, every header and no body where there is none", async () => {
  const headers = new Headers({ location: "/_sandbox/next" });
  headers.append("set-cookie", "a=1");
  headers.append("set-cookie", "b=2");
  const url = await listen(async () => new Response(null, { status: 303, headers }));
  const response = await rawRequest(`${url}/_sandbox/`, { method: "POST" });
  expect(response).toMatchObject({
    status: 303,
    headers: { location: "/_sandbox/next", "set-cookie": ["a=1", "b=2"] },
  });
});

test("sends a stream as it comes, and ends it when the client goes away", async () => {
  const events = new EventEmitter();
  const ended = Promise.all([once(events, "cancel"), once(events, "abort")]);
  const url = await listen(async ({ signal }) => {
    signal.addEventListener("abort", () => events.emit("abort"));
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("first")),
      cancel: () => void events.emit("cancel"),
    });
    return new Response(body);
  });
  const client = new AbortController();
  const response = await fetch(`${url}/_sandbox/`, { signal: client.signal });
  const { value } = (await response.body?.getReader().read()) ?? {};
  expect(new TextDecoder().decode(value)).toBe("first");
  client.abort();
  await ended;
});

test("closes the connection of a stream that breaks", async () => {
  const url = await listen(async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.error(new Error("broken by the test")),
    });
    return new Response(body);
  });
  await expect(fetch(`${url}/_sandbox/`).then((response) => response.text())).rejects.toThrow();
});

/** Listens until the test has finished. */
async function listen(serve: ServeOwn): Promise<string> {
  const server = createServer((message, response) => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    void handOver(message, response, { serve, gone: gone.signal });
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends what `fetch` refuses to send, and follows no redirect. */
async function rawRequest(
  url: string,
  options: { readonly method: string; readonly headers?: Record<string, string> },
): Promise<{ status: number | undefined; headers: Record<string, unknown> }> {
  const sent = request(url, options).end();
  const [response] = await once(sent, "response");
  response.resume();
  return { status: response.statusCode, headers: response.headers };
}
