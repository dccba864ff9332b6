import { describe, expect, onTestFinished, test } from "vitest";
import { type FaultRule, type SandboxOptions, startSandbox } from "../src/index.ts";
import { acme } from "./fixtures/acme.ts";

const documents = { acme, other: acme };

async function start(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ documents, ...options });
  onTestFinished(() => sandbox.close());
  const get = (path: string, fault?: string): Promise<Response> =>
    fetch(
      `${sandbox.url}${path}`,
      fault === undefined ? {} : { headers: { "x-sandbox-fault": fault } },
    );
  return { sandbox, get };
}

const statuses = async (responses: Promise<Response>[]) =>
  (await Promise.all(responses)).map(({ status }) => status);

describe("a fault is for", () => {
  test("the requests of an operation, as often as it says", async () => {
    const { sandbox, get } = await start();
    sandbox.fail({ provider: "acme", operation: "getOpen", status: 503, times: 2 });
    expect((await get("/acme/people")).status).toBe(200);
    expect((await get("/other/open")).status).toBe(200);
    expect((await get("/acme/open")).status).toBe(503);
    expect((await get("/acme/open")).status).toBe(503);
    expect((await get("/acme/open")).status).toBe(200);
  });

  test("every request of a provider, until it is ended", async () => {
    const { sandbox, get } = await start();
    const end = sandbox.fail({ provider: "acme", status: 500 });
    expect(await statuses([get("/acme/open"), get("/acme/people"), get("/other/open")])).toEqual([
      500, 500, 200,
    ]);
    end();
    expect((await get("/acme/open")).status).toBe(200);
  });

  test("the request that asks for it in a header", async () => {
    const { get } = await start();
    const refused = await get("/acme/open", "429; retry-after=2");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("2");
    expect(refused.headers.get("x-sandbox-reason")).toBe(
      "The sandbox was told to respond with 429.",
    );
    expect((await get("/acme/open")).status).toBe(200);
  });

  test("every request from the start, as an option says", async () => {
    const { get } = await start({ faults: [{ status: 401, times: 1 }, { status: 403 }] });
    expect((await get("/acme/open")).status).toBe(401);
    expect((await get("/acme/open")).status).toBe(403);
  });
});

describe("what goes wrong", () => {
  test("the response is late", async () => {
    const { get } = await start();
    const startedAt = performance.now();
    expect((await get("/acme/open", "delay=200")).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
  });

  test("the response never comes, and the sandbox still closes", async () => {
    const { sandbox, get } = await start();
    const response = get("/acme/open", "delay=900000000");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sandbox.close();
    await expect(response).rejects.toThrow();
  });

  test("the connection is reset", async () => {
    const { get } = await start();
    await expect(get("/acme/open", "reset")).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
    });
  });

  test("the body ends in its middle", async () => {
    const { get } = await start();
    const response = await get("/acme/open", "half-body");
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test("a page comes instead of JSON, whatever the status", async () => {
    const { get } = await start();
    const response = await get("/acme/open", "502; html");
    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toBe("text/html");
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  test("it has the documented shape", async () => {
    const { sandbox } = await start({ documents: undefined, provider: "inklink" });
    sandbox.fail({ status: 429, retryAfter: 1 });
    const response = await fetch(`${sandbox.url}/web/inquiry/web_iq_1`);
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({
      error: { code: "RATE_LIMIT_EXCEEDED", message: "The sandbox was told to respond with 429." },
    });
  });
});

describe("is refused, with what is wrong", () => {
  test.each([
    "",
    "200",
    "600",
    "429 retry-after=1",
    "retry-after=1",
    "delay=-1",
    "explode",
    "429; times=2",
  ])("the header %j", async (header) => {
    const { get } = await start();
    const response = await get("/acme/open", header);
    expect(response.status).toBe(400);
    expect(response.headers.get("x-sandbox-code")).toBe("invalid_fault");
    expect(response.headers.get("x-sandbox-reason")).toContain("retry-after=<seconds>");
  });

  test.each<[FaultRule, string]>([
    [{}, "A fault needs a `status`, a `delayMs` or a `breakage`."],
    [{ status: 302 }, "from 400 to 599"],
    [{ retryAfter: 1, delayMs: 1 }, "needs a `status`"],
    [{ delayMs: 1.5 }, "whole number of milliseconds"],
    [{ status: 500, times: 0 }, "from 1"],
    [{ status: 500, provider: "acne" }, 'There is no provider "acne". Available: acme, other.'],
    [{ status: 500, provider: "acme", operation: "get" }, 'there is no operation "get"'],
  ])("the rule %j", async (rule, message) => {
    const { sandbox } = await start();
    expect(() => sandbox.fail(rule)).toThrow(
      expect.objectContaining({ code: "invalid_fault", message: expect.stringContaining(message) }),
    );
  });
});
