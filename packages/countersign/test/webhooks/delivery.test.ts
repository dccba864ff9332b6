import { persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import type { WebhookDelivery } from "../../src/webhooks/delivery.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import { at, outcomeOf, pe1, pe2 } from "./deliveries.ts";

const name = "Persona-Signature";
const value = pe1.headers[name];
const bytes = new TextEncoder().encode(pe1.body);
const padded = new Uint8Array([0, ...bytes, 0]);

function verify(delivery: WebhookDelivery): Promise<{ event: string | null }> {
  return verifyWebhook(persona, delivery, { secret: pe1.secret, now: at(pe1.timestamp) });
}

function request(body: BodyInit = pe1.body): Request {
  return new Request("https://app.test/hooks", { method: "POST", headers: pe1.headers, body });
}

describe("a delivery can be", () => {
  it.each<[string, WebhookDelivery]>([
    ["a Request", request()],
    ["a Request with bytes", request(bytes)],
    ["a string and Headers", { body: pe1.body, headers: new Headers(pe1.headers) }],
    ["bytes", { body: bytes, headers: pe1.headers }],
    ["a Buffer from a shared pool", { ...pe1, body: Buffer.from(pe1.body) }],
    ["bytes in the middle of a buffer", { ...pe1, body: padded.subarray(1, -1) }],
    ["a DataView", { ...pe1, body: new DataView(padded.buffer, 1, bytes.length) }],
    ["an ArrayBuffer", { ...pe1, body: bytes.buffer }],
    ["pairs", { ...pe1, headers: [["host", "app.test"] as const, [name, value] as const] }],
    ["a Map", { ...pe1, headers: new Map([[name, value]]) }],
    ["an object with lower-case names", { ...pe1, headers: { [name.toLowerCase()]: value } }],
    ["an object with upper-case names", { ...pe1, headers: { [name.toUpperCase()]: value } }],
    ["an object with arrays", { ...pe1, headers: { [name]: [value], cookie: ["a", "b"] } }],
    ["an object with undefined headers", { ...pe1, headers: { [name]: value, cookie: undefined } }],
  ])("%s", async (_, delivery) => {
    expect((await verify(delivery)).event).toBe("inquiry.approved");
  });
});

describe("every value of a repeated header is tried", () => {
  const [first = "", second = ""] = pe2.headers[name].split(" ");
  const twice = new Headers([
    [name, first],
    [name, second],
  ]);
  it.each<[string, WebhookDelivery["headers"]]>([
    ["in an array", { [name]: [first, second] }],
    ["under two names", { [name]: first, [name.toLowerCase()]: second }],
    ["in Headers", twice],
    ["in pairs", [[name, first] as const, [name, second] as const]],
  ])("%s", async (_, headers) => {
    for (const secret of pe2.secrets) {
      const options = { secret, now: at(pe2.timestamp) };
      const { id } = await verifyWebhook(persona, { body: pe2.body, headers }, options);
      expect(id).toBe(pe2.id);
    }
  });
});

describe("a header is missing if it is", () => {
  it.each<[string, WebhookDelivery["headers"]]>([
    ["inherited", Object.create(pe1.headers)],
    ["under a __proto__ key from JSON", JSON.parse(`{"__proto__":{"${name}":"${value}"}}`)],
    ["an empty array", { [name]: [] }],
    ["under another name", { "Persona-Signature2": value }],
  ])("%s", async (_, headers) => {
    expect(await outcomeOf(verify({ body: pe1.body, headers }))).toBe(
      "WebhookError header_missing",
    );
  });
});

describe("a body that is no longer raw", () => {
  it("is rejected if it has been read", async () => {
    const read = request();
    await read.text();
    await expect(verify(read)).rejects.toMatchObject({
      code: "request_invalid",
      message: "The delivery's body has already been read; verify it before reading or parsing it.",
    });
  });

  it("is rejected if it has been parsed", async () => {
    const body = JSON.parse(pe1.body);
    await expect(verify({ body, headers: pe1.headers })).rejects.toMatchObject({
      code: "request_invalid",
      message:
        "The delivery's body is neither a string nor bytes; verify it before reading or parsing it.",
    });
  });
});

it("does not read the body if the header is missing", async () => {
  const delivery = new Request("https://app.test/", { method: "POST", body: pe1.body });
  expect(await outcomeOf(verify(delivery))).toBe("WebhookError header_missing");
  expect(delivery.bodyUsed).toBe(false);
});
