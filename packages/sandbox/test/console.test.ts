import { expect, test } from "vitest";
import { startVerifier } from "./fixtures/start-verifier.ts";

async function start() {
  const started = await startVerifier();
  const { url } = started.sandbox;
  const get = async (path: string, accept = "text/html") => {
    const response = await fetch(url + path, { headers: { accept }, redirect: "manual" });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const post = async (path: string, form: Record<string, string> = {}) => {
    const body = new URLSearchParams(form);
    const response = await fetch(`${url}/_sandbox${path}`, {
      method: "POST",
      body,
      redirect: "manual",
    });
    return {
      status: response.status,
      location: response.headers.get("location"),
      text: await response.text(),
    };
  };
  return { ...started, get, post };
}

test("leads browsers from / to the console, and nobody else", async () => {
  const { get } = await start();
  const browser = await get("/");
  expect(browser.status).toBe(302);
  expect(browser.headers.get("location")).toBe("/_sandbox/");
  expect((await get("/", "*/*")).status).toBe(404);
});

test("leaves / to a provider that is served there", async () => {
  const { sandbox } = await startVerifier({ provider: "verifier" });
  const response = await fetch(sandbox.url, { headers: { accept: "text/html" } });
  expect(response.status).toBe(404);
  expect((await fetch(`${sandbox.url}/_sandbox/`)).status).toBe(200);
});

test("allows its pages nothing but the sandbox's own files", async () => {
  const { get } = await start();
  for (const path of ["", "/", "/console.css", "/console.js", "/requests/1", "/deliveries/1"]) {
    const { headers } = await get(`/_sandbox${path}`);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
  }
});

test("shows what was sent as text, whatever it contains", async () => {
  const { create, get, sandbox } = await start();
  const evil = "</pre></code><script>alert(1)</script>";
  await create(evil);
  await fetch(`${sandbox.url}/verifier/<script>alert(1)</script>?'"`, {
    headers: { "x-evil": evil },
  });
  await sandbox.deliver({ provider: "verifier", event: evil, body: { evil }, id: evil });
  for (const path of ["/", "/requests/1", "/requests/2", "/deliveries/1"]) {
    const { status, text } = await get(`/_sandbox${path}`);
    expect(status).toBe(200);
    expect(text).not.toContain("<script>");
    expect(text).toContain("script&gt;");
  }
});

test("shows the body of a request that is not text byte by byte", async () => {
  const { get, sandbox } = await start();
  await fetch(`${sandbox.url}/verifier/inquiries`, {
    method: "POST",
    body: Uint8Array.from([0x61, 0xff, 0x00]),
  });
  expect((await get("/_sandbox/requests/1")).text).toContain("a\\xff␀");
});

test("moves verifications, and says which cannot be moved", async () => {
  const { create, post, get } = await start();
  const { id } = await (await create("user_1")).json();
  const form = { provider: "verifier", account: "", resource: "inquiries", id };
  const approved = await post("/verifications", { ...form, state: "approved" });
  expect(approved).toMatchObject({ status: 303, location: "/_sandbox/#verifications-title" });
  const refused = await post("/verifications", { ...form, state: "declined" });
  expect(refused).toMatchObject({ status: 400 });
  expect(refused.text).toContain("it is final");
  expect((await get("/_sandbox/")).text).toContain("approved</span>");
});

test("adds and removes faults, and says which are none", async () => {
  const { post, sandbox } = await start();
  const empty = {
    provider: "",
    operation: "",
    status: "",
    retryAfter: "",
    delayMs: "",
    breakage: "",
    times: "",
  };
  const read = async () => (await fetch(`${sandbox.url}/verifier/inquiries/1`)).status;
  expect((await post("/faults", { ...empty, status: "503" })).status).toBe(303);
  expect(await read()).toBe(503);
  expect((await post("/faults/1/remove")).status).toBe(303);
  expect(await read()).toBe(404);
  const refused = await post("/faults", { ...empty, operation: "none", status: "503" });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("there is no operation &quot;none&quot;");
});

test("sends deliveries again, moves the clock and forgets", async () => {
  const { create, post, sandbox } = await start();
  await create("user_1");
  await sandbox.deliver({ provider: "verifier", event: "inquiry.approved" });
  expect((await post("/deliveries/1/resend")).status).toBe(303);
  expect(sandbox.deliveries).toMatchObject([{ status: 204 }, { status: 204 }]);
  await post("/clock", { seconds: "3600" });
  expect(new Date(sandbox.clock.now()).toISOString()).toBe("2026-01-01T01:00:00.000Z");
  await post("/reset");
  expect(sandbox.verifications).toEqual([]);
});

test("says what it no longer has", async () => {
  const { get, post } = await start();
  for (const path of ["/requests/1", "/requests/x", "/deliveries/1"]) {
    const { status, text } = await get(`/_sandbox${path}`);
    expect(status).toBe(404);
    expect(text).toContain("That did not work");
  }
  expect((await post("/deliveries/1/resend")).status).toBe(404);
});

test("reports changes as they happen, to the control API's as well", async () => {
  const { sandbox, create } = await start();
  const abort = new AbortController();
  const response = await fetch(`${sandbox.url}/_sandbox/changes`, { signal: abort.signal });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe(": connected\n\n");
  const { id } = await (await create("user_1")).json();
  expect((await reader?.read())?.value).toContain("event: change");
  await sandbox.finish("verifier", id, "declined");
  expect((await reader?.read())?.value).toContain("event: change");
  await fetch(`${sandbox.url}/_sandbox/api/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"status":500}',
  });
  expect((await reader?.read())?.value).toContain("event: change");
  abort.abort();
});
