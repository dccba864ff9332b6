import { describe, expect, onTestFinished, test } from "vitest";
import { type SandboxOptions, startSandbox } from "../src/index.ts";

async function start(provider: string, headers: Record<string, string>, options?: SandboxOptions) {
  const sandbox = await startSandbox({ provider, ...options });
  onTestFinished(() => sandbox.close());
  const send = async (
    method: string,
    path: string,
    extra: Record<string, string> = {},
    body?: unknown,
  ) => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers, ...extra },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return { sandbox, send };
}

describe("Persona", () => {
  const authorization = "Bearer sandbox-persona-api-key";
  const inquiry = (values: object) => ({
    data: { attributes: { "inquiry-template-id": "itmpl_ABC123", ...values } },
  });

  test("sends its rate limit, and refuses the 301st request of a minute", async () => {
    const options = { rateLimits: true, now: "2026-01-01T00:00:00Z" };
    const { sandbox, send } = await start("persona", { authorization }, options);
    const first = await send("GET", "/inquiries");
    expect(first.headers.get("ratelimit-limit")).toBe("300");
    expect(first.headers.get("ratelimit-remaining")).toBe("299");
    expect(first.headers.get("ratelimit-reset")).toBe("60");
    for (let count = 2; count <= 300; count += 1) await send("GET", "/inquiries/inq_1");
    const last = await send("GET", "/inquiries");
    expect(last.status).toBe(429);
    expect(last.headers.get("ratelimit-remaining")).toBe("0");
    expect(last.body.errors[0].title).toBe("Rate limit exceeded");
    await sandbox.clock.advance(60_000);
    expect((await send("GET", "/inquiries")).status).toBe(200);
  });

  test("sends a request ID, on errors too", async () => {
    const { send } = await start("persona", { authorization });
    for (const path of ["/inquiries", "/inquiries?unknown=1"]) {
      const { headers } = await send("GET", path);
      expect(headers.get("request-id")).toMatch(/^req_[A-Za-z0-9]{24}$/);
    }
  });

  test("writes keys as the request asks, except those of fields", async () => {
    const { send } = await start("persona", { authorization }, { stateless: true });
    const camel = await send("GET", "/inquiries/inq_ABC123", { "key-inflection": "camel" });
    expect(camel.body.data.attributes).toMatchObject({
      referenceId: expect.anything(),
      fields: { "name-first": expect.anything() },
    });
    const snake = await send("GET", "/inquiries/inq_ABC123", { "key-inflection": "snake" });
    expect(snake.body.data.attributes).toHaveProperty("reference_id");
  });

  test("reads keys in any inflection, except those of fields", async () => {
    const { send } = await start("persona", { authorization });
    const attributes = {
      inquiryTemplateId: "itmpl_ABC123",
      reference_id: "ref-1",
      fields: { "name-first": "Ada" },
    };
    const meta = { autoCreateAccount: true };
    const accepted = await send("POST", "/inquiries", {}, { data: { attributes }, meta });
    expect([accepted.status, accepted.body.errors]).toEqual([201, undefined]);
    // As `name-first`, the number would be refused.
    const kept = await send("POST", "/inquiries", {}, inquiry({ fields: { nameFirst: 1 } }));
    expect(kept.status).toBe(201);
  });

  test("refuses an idempotency key that was used with other parameters", async () => {
    const { sandbox, send } = await start(
      "persona",
      { authorization, "idempotency-key": "one" },
      { now: "2026-01-01T00:00:00Z" },
    );
    const first = await send("POST", "/inquiries", {}, inquiry({ "reference-id": "a" }));
    const same = await send("POST", "/inquiries", {}, inquiry({ "reference-id": "a" }));
    expect(same.body).toEqual(first.body);
    expect(same.headers.get("request-id")).toBe(first.headers.get("request-id"));
    const other = await send("POST", "/inquiries", {}, inquiry({ "reference-id": "b" }));
    expect(other.status).toBe(400);
    expect(other.body).toEqual({ errors: [{ title: "Idempotency error" }] });
    await sandbox.clock.advance(24 * 60 * 60 * 1000);
    expect((await send("POST", "/inquiries", {}, inquiry({ "reference-id": "b" }))).status).toBe(
      201,
    );
  });
});

describe("Inklink", () => {
  const key = { "api-key": "sandbox-inklink-api-key" };

  test("sends the ID of a request in the header and in the body of an error", async () => {
    const { send } = await start("inklink", key);
    const [first, second] = [
      await send("POST", "/kyc/inquiry", {}, {}),
      await send("GET", "/web/template?limit=0"),
    ];
    for (const { status, headers, body } of [first, second]) {
      expect(status).toBe(400);
      expect(body.error.requestId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      expect(headers.get("x-request-id")).toBe(body.error.requestId);
    }
    expect(second.body.error.requestId).not.toBe(first.body.error.requestId);
  });

  test("reads keys of templates in snake and in camel, and other bodies in snake only", async () => {
    const { send } = await start("inklink", key);
    const values = {
      query: "Bank statement",
      start_url: "https://a.example",
      returnUrl: "https://b.example",
    };
    expect((await send("POST", "/web/template", {}, values)).status).toBe(200);
    const kebab = { ...values, returnUrl: undefined, "return-url": "https://b.example" };
    expect((await send("POST", "/web/template", {}, kebab)).status).toBe(400);
    const inquiry = { subjectId: "1", level: 1, return_url: "https://b.example" };
    expect((await send("POST", "/kyc/inquiry", {}, inquiry)).status).toBe(400);
  });
});

test("Qash refuses every idempotency key that was used", async () => {
  const headers = {
    authorization: "Bearer sandbox-qash-user-token",
    "x-idempotency-key": "8f14e45f-ceea-467f-a9b4-6b1f1c2d3e4a",
  };
  const { send } = await start("qash", headers);
  expect((await send("POST", "/api/v1/cards/lock")).status).toBe(200);
  expect((await send("POST", "/api/v1/cards/lock")).status).toBe(409);
});
