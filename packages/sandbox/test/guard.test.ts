import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { createGuard } from "../src/http/guard.ts";
import { type SandboxExchange, type SandboxOptions, startSandbox } from "../src/index.ts";
import { acme } from "./fixtures/acme.ts";

const CONSOLE = "/_sandbox/";
const API = "/_sandbox/api/clock";
const OPERATION = "/acme/open";

// Not `fetch`, which does not send these headers.
async function start(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ documents: { acme }, ...options });
  onTestFinished(() => sandbox.close());
  const { hostname, port, host } = new URL(sandbox.url);
  const send = async (path: string, headers: Record<string, string>, method = "GET") => {
    const sent = request({ hostname, port, path, method, headers: { host, ...headers } }).end();
    const [response] = await once(sent, "response");
    return {
      status: Number(response.statusCode),
      type: response.headers["content-type"],
      headers: response.headers,
      body: await text(response),
    };
  };
  return { sandbox, port, host, send };
}

describe("the header Host", () => {
  test.each([
    "localhost",
    "LOCALHOST:4010",
    "127.0.0.1",
    "127.8.9.10:80",
    "[::1]:4010",
    "[0:0:0:0:0:0:0:1]",
  ])("may be %s", async (host) => {
    const { send } = await start();
    for (const path of [CONSOLE, API, OPERATION]) {
      expect((await send(path, { host })).status).toBe(200);
    }
  });

  test.each([
    "evil.example",
    "evil.example:4010",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "x.localhost",
    "127.0.0.1@evil.example",
    "localhost:4010/evil.example",
    "10.0.0.1",
    "[::2]",
  ])("may not be %j, also for operations", async (host) => {
    const { send } = await start();
    for (const path of [CONSOLE, API, OPERATION]) {
      const response = await send(path, { host });
      expect(response).toMatchObject({
        status: 421,
        headers: { "x-sandbox-code": "foreign_host" },
      });
    }
  });

  test.each([
    ["absent, in HTTP/1.0", `GET ${OPERATION} HTTP/1.0\r\n\r\n`],
    ["empty", `GET ${OPERATION} HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n`],
  ])("may not be %s", async (_, sent) => {
    const { port } = await start();
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(sent);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 421 /);
  });

  test("may be a name that an option allows", async () => {
    const { send } = await start({ allowedHosts: ["Sandbox", "kyc.test:80"] });
    expect((await send(API, { host: "sandbox:4010" })).status).toBe(200);
    expect((await send(OPERATION, { host: "kyc.test" })).status).toBe(200);
    expect((await send(OPERATION, { host: "evil.example" })).status).toBe(421);
  });

  test("may be any address, but no other name, if the sandbox listens on all of them", () => {
    for (const host of ["0.0.0.0", "::", "[::]"]) {
      const guard = createGuard({ host, allowedHosts: [] });
      const check = (name: string) => () => guard.checkHost({ headers: { host: name } });
      expect(check("192.168.1.7:4010")).not.toThrow();
      expect(check("[2001:db8::1]:4010")).not.toThrow();
      expect(check("evil.example")).toThrow("does not know the name");
    }
  });

  test("may be what the sandbox listens on", () => {
    const guard = createGuard({ host: "Sandbox.internal", allowedHosts: [] });
    expect(() => guard.checkHost({ headers: { host: "sandbox.internal:80" } })).not.toThrow();
  });

  test("is part of what an observer sees, if it is refused", async () => {
    const exchanges: SandboxExchange[] = [];
    const { send } = await start({ onRequest: (each) => exchanges.push(each) });
    await send(OPERATION, { host: "evil.example" });
    expect(exchanges).toMatchObject([{ status: 421, headers: { host: "evil.example" } }]);
  });
});

describe("pages of other origins", () => {
  const CROSS = { "sec-fetch-site": "cross-site" };
  const LINK = { ...CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

  test.each<[string, Record<string, string>]>([
    ["by another origin", { origin: "https://evil.example" }],
    ["by another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["by another name of this machine", { origin: "http://localhost" }],
    ["by a page without an origin", { origin: "null" }],
    ["by another site", CROSS],
    ["by another origin of the site", { "sec-fetch-site": "same-site" }],
    ["by a form of another site", LINK],
  ])("cannot post %s", async (_, headers) => {
    const { send } = await start();
    for (const path of [CONSOLE, `${CONSOLE}faults`, `${API}/advance`, "/_sandbox/api/reset"]) {
      expect(await send(path, headers, "POST")).toMatchObject({
        status: 403,
        type: "application/problem+json",
        headers: { "x-sandbox-code": "foreign_origin" },
      });
    }
  });

  test.each<[string, Record<string, string>]>([
    ["a script with CORS", { origin: "http://localhost:5173", ...CROSS, "sec-fetch-mode": "cors" }],
    ["a script without CORS", { ...CROSS, "sec-fetch-mode": "no-cors" }],
    ["an image or a script element", { ...CROSS, "sec-fetch-dest": "script" }],
  ])("cannot read by %s, whatever `cors` says", async (_, headers) => {
    const { send } = await start({ cors: true });
    for (const path of [CONSOLE, API]) {
      const response = await send(path, headers);
      expect(response.status).toBe(403);
      expect(response.headers).not.toHaveProperty("access-control-allow-origin");
    }
  });

  test("get no preflight for the control API, whatever `cors` says", async () => {
    const { send } = await start({ cors: true });
    const preflight = { origin: "http://localhost:5173", "access-control-request-method": "PUT" };
    const response = await send(API, preflight, "OPTIONS");
    expect(response.status).toBe(403);
    expect(response.headers).not.toHaveProperty("access-control-allow-methods");
  });

  test("can link to pages, but not into the control API", async () => {
    const { send } = await start();
    expect((await send(CONSOLE, LINK)).status).toBe(200);
    expect((await send(API, LINK)).status).toBe(403);
  });
});

test("lets its own pages read and post", async () => {
  const { send, host } = await start();
  const own = { origin: `http://${host}`, "sec-fetch-site": "same-origin" };
  expect((await send(API, { "sec-fetch-site": "same-origin" })).status).toBe(200);
  expect((await send("/_sandbox/api/reset", own, "POST")).status).toBe(204);
});

test("lets an address that was typed, and programs, read and post", async () => {
  const { send } = await start();
  expect((await send(API, { "sec-fetch-site": "none" })).status).toBe(200);
  expect((await send("/_sandbox/api/reset", {}, "POST")).status).toBe(204);
});

test("says which host is none of this machine", async () => {
  const started = startSandbox({ documents: { acme }, host: "192.0.2.1" });
  await expect(started).rejects.toMatchObject({
    code: "invalid_host",
    message: 'The host "192.0.2.1" is no address of this machine.',
  });
});

test("listens on the loopback address only, unless told otherwise", async () => {
  const { sandbox, port } = await start();
  expect(sandbox.url).toBe(`http://127.0.0.1:${port}`);
  // Not even another address of this machine leads there.
  await expect(fetch(`http://127.0.0.2:${port}${OPERATION}`)).rejects.toThrow();
});

test.each(["0.0.0.0", "localhost"])("listens on %s if told so", async (host) => {
  const { sandbox } = await start({ host });
  expect(new URL(sandbox.url).hostname).toBe(host === "localhost" ? "localhost" : "127.0.0.1");
  expect((await fetch(sandbox.url + OPERATION)).status).toBe(200);
});
