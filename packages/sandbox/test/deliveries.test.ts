import { createHmac } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { type DeliveryOptions, type SandboxOptions, startSandbox } from "../src/index.ts";
import { startReceiver } from "./fixtures/start-receiver.ts";

async function start(options: SandboxOptions = {}) {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const json = (text = ""): Record<string, unknown> => JSON.parse(text);

describe("sends an event as the provider would", () => {
  test("Persona, signed with its time in the header", async () => {
    const { url, received } = await startReceiver();
    const sandbox = await start({ webhooks: { persona: url } });
    const body = { data: { attributes: { payload: { data: { id: "inq_1" } } } } };
    const sent = await sandbox.deliver({ provider: "persona", event: "inquiry.approved", body });
    expect(sent).toMatchObject({ status: 204, error: undefined, isAuthenticated: true, url });
    const [delivery] = received;
    expect(json(delivery?.body)).toMatchObject({
      data: {
        type: "event",
        id: sent.id,
        attributes: {
          name: "inquiry.approved",
          payload: { data: { id: "inq_1", type: "inquiry", attributes: { status: "approved" } } },
        },
      },
    });
    const header = String(delivery?.headers["persona-signature"]);
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(60);
    // Persona: HMAC-SHA256 of the time, a dot and the body.
    const expected = createHmac("sha256", "sandbox-persona-webhook-secret")
      .update(`${time}.${delivery?.body}`)
      .digest("hex");
    expect(signature).toBe(expected);
  });

  test("Inklink, signed as Standard Webhooks defines, with an ID of its form", async () => {
    const { url, received } = await startReceiver();
    const sandbox = await start({ webhooks: { inklink: url } });
    const secret = sandbox.webhookSecret("inklink");
    expect(secret).toMatch(/^whsec_/);
    const { id } = await sandbox.deliver({ provider: "inklink", event: "kyc.result.approved" });
    const { headers, body } = received[0] ?? expect.fail("nothing arrived");
    expect(id).toMatch(/^wh_evt_/);
    expect(headers["webhook-id"]).toBe(id);
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const expected = createHmac("sha256", key)
      .update(`${id}.${headers["webhook-timestamp"]}.${body}`)
      .digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
    expect(json(body)).toMatchObject({ type: "kyc.result.approved" });
  });

  test("P100, with a fixed token", async () => {
    const { url, received } = await startReceiver();
    const sandbox = await start();
    await sandbox.deliver({ provider: "p100", event: "userStatus", url });
    expect(received[0]?.headers.authorization).toBe("sandbox-p100-webhook-secret");
    expect(sandbox.webhookSecret("p100")).toBe("sandbox-p100-webhook-secret");
  });

  test("Paywint, unsigned, because it publishes no way to sign", async () => {
    const { url, received } = await startReceiver();
    const sandbox = await start({ webhooks: { paywint: url } });
    const sent = await sandbox.deliver({ provider: "paywint", event: "kyc.approved" });
    expect(sent.isAuthenticated).toBe(false);
    expect(json(received[0]?.body)).toMatchObject({ event: "kyc.approved", id: sent.id });
    expect(() => sandbox.webhookSecret("paywint")).toThrow("Deliveries of paywint have no secret.");
  });

  test("an event that the document does not describe", async () => {
    const { url, received } = await startReceiver();
    const sandbox = await start({ webhooks: { inklink: url } });
    await sandbox.deliver({ provider: "inklink", event: "kyc.result.new", body: { data: {} } });
    expect(json(received[0]?.body)).toEqual({ data: {}, type: "kyc.result.new" });
  });
});

describe("sends what a receiver must reject", () => {
  const options = { provider: "persona", event: "inquiry.approved" } as const;
  const signed = (time: number | string, body: string | undefined, secret: string): string =>
    createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");

  test("a signature by another secret", async () => {
    const { url, received } = await startReceiver(() => 401);
    const sandbox = await start({ webhooks: { persona: url } });
    const { status } = await sandbox.deliver({ ...options, signature: "wrong" });
    expect(status).toBe(401);
    const header = String(received[0]?.headers["persona-signature"]);
    const [, time = "", signature] = /^t=(\d+),v1=(.+)$/.exec(header) ?? [];
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    expect(signature).not.toBe(signed(time, received[0]?.body, "sandbox-persona-webhook-secret"));
  });

  test("a signature that is an hour old", async () => {
    const { url, received } = await startReceiver();
    const sandbox = await start({ webhooks: { persona: url } });
    await sandbox.deliver({ ...options, signature: "stale" });
    const header = String(received[0]?.headers["persona-signature"]);
    const [, time = "", signature] = /^t=(\d+),v1=(.+)$/.exec(header) ?? [];
    expect(Date.now() / 1000 - Number(time)).toBeGreaterThanOrEqual(3599);
    expect(signature).toBe(signed(time, received[0]?.body, "sandbox-persona-webhook-secret"));
  });

  test("no signature", async () => {
    const { url, received } = await startReceiver();
    const sandbox = await start({ webhooks: { persona: url } });
    const sent = await sandbox.deliver({ ...options, signature: "missing" });
    expect(sent.isAuthenticated).toBe(false);
    expect(received[0]?.headers).not.toHaveProperty("persona-signature");
  });
});

test("sends a delivery again, with the same ID and body", async () => {
  const { url, received } = await startReceiver();
  const sandbox = await start({ webhooks: { inklink: url } });
  const first = await sandbox.deliver({ provider: "inklink", event: "web.result.failed" });
  const second = await first.resend({ signature: "wrong" });
  expect(received[1]?.body).toBe(received[0]?.body);
  expect(received[1]?.headers["webhook-id"]).toBe(first.id);
  expect(received[1]?.headers["webhook-signature"]).not.toBe(
    received[0]?.headers["webhook-signature"],
  );
  expect(sandbox.deliveries).toEqual([first, second]);
});

test("says why a receiver did not respond, and follows no redirect", async () => {
  const sandbox = await start();
  const delivery = { provider: "paywint", event: "kyc.approved" };
  const refused = await sandbox.deliver({ ...delivery, url: "http://127.0.0.1:1/" });
  expect(refused).toMatchObject({ status: undefined, error: expect.stringMatching(/./) });
  const { url } = await startReceiver(() => 307);
  expect((await sandbox.deliver({ ...delivery, url })).status).toBe(307);
});

describe("is refused, with what is wrong", () => {
  const url = "http://127.0.0.1:1/";
  test.each<[DeliveryOptions, string]>([
    [{ provider: "persona", event: "inquiry.approved" }, "There is no receiver for persona"],
    [{ provider: "acne", event: "a", url }, 'Unknown provider "acne"'],
    [{ provider: "inklink", event: "kyc.approved", url }, 'no event "kyc.approved"'],
    [{ provider: "inklink", event: "kyc.result.failed", url: "ftp://x" }, "http or https URL"],
    [{ provider: "p100", event: "userStatus", url, signature: "stale" }, "none can be stale"],
    [
      { provider: "p100", event: "userStatus", url, signature: "none" as never },
      "must be one of valid, wrong, stale, missing",
    ],
  ])("%j", async (delivery, message) => {
    const sandbox = await start();
    await expect(sandbox.deliver(delivery)).rejects.toThrow(message);
  });

  test("a receiver of a provider that is not served", async () => {
    await expect(startSandbox({ webhooks: { acne: url } })).rejects.toThrow(
      'Unknown provider "acne"',
    );
  });

  test.each([
    [{ signature: { pointer: "/sig" } }, "a signature in the body"],
    [{ signature: { header: "X", message: ["{url}", "{body}"] } }, "{url}"],
    [{ body: "form" }, "a body that is a form"],
    [
      {
        asymmetric: {
          ...{ kind: "detached", header: "X-Signature", algorithm: "Ed25519" },
          ...{ message: ["{body}"], encoding: "base64" },
        },
      },
      "a private key",
    ],
  ])("a way of signing that the sandbox does not know: %j", async (declared, what) => {
    const acme = {
      openapi: "3.1.0",
      info: { title: "Acme", version: "1" },
      paths: {},
      "x-countersign-webhooks": {
        ...declared,
        ...("signature" in declared && {
          signature: {
            message: ["{body}"],
            credential: "secret",
            algorithm: "SHA-256",
            encoding: "hex",
            ...declared.signature,
          },
        }),
      },
    };
    const sandbox = await start({ documents: { acme } });
    const delivery = { provider: "acme", event: "done", body: {}, url };
    await expect(sandbox.deliver(delivery)).rejects.toThrow(`which need ${what}`);
  });
});
