import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { WebhookSignature } from "../../src/provider-table/provider.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import { at, outcomeOf } from "./deliveries.ts";
import { providerWith, stripe } from "./schemes.ts";

/** The example of the Standard Webhooks specification 1.0.0, whose signature is published there. */
const standard = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  headers: { "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330" },
  body: '{"test": 2432232314}',
  scheme: {
    header: "webhook-signature",
    credential: "secret",
    algorithm: "SHA-256",
    keyEncoding: "base64",
    keyPrefix: "whsec_",
    message: ["{header:webhook-id}", "{timestamp}", "{body}"],
    separator: ".",
    encoding: "base64",
    value: "v1,{signature}",
    valueSeparator: " ",
    timestamp: { header: "webhook-timestamp", unit: "s" },
  } satisfies WebhookSignature,
};

function verifyStandard(header: string): Promise<string> {
  const { body, headers, secret, scheme } = standard;
  const delivery = { body, headers: { ...headers, "webhook-signature": header } };
  const options = { secret, now: at(1614265330) };
  return outcomeOf(verifyWebhook(providerWith({ signature: scheme }), delivery, options));
}

describe("Standard Webhooks", () => {
  const forged = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
  it.each([
    ["the signature alone", standard.signature],
    ["the signature twice", `${standard.signature} ${standard.signature}`],
    ["other signatures before it", `${forged} v2,${forged} ${standard.signature}`],
    ["a hundred other signatures before it", `${`${forged} `.repeat(100)}${standard.signature}`],
    ["a space at the end", `${standard.signature} `],
  ])("accepts %s", async (_, header) => {
    expect(await verifyStandard(header)).toBe("accepted");
  });

  it("rejects a hundred other signatures", async () => {
    expect(await verifyStandard(`${forged} `.repeat(100))).toBe("WebhookError signature_mismatch");
  });
});

describe("a list like Stripe's", () => {
  // Computed with: printf '%s' '1767323045.{}' | openssl dgst -sha256 -hmac whsec_x
  const signature = "c379c2dd75632181dd2590ed48f0f5b8de17d2a84561d3130d7def0cc6700991";
  it.each([
    ["begins with a signature", `v1=${signature},t=1767323045`],
    ["begins with an unknown version", `v0=x,t=1767323045,v1=${signature}`],
    ["has an empty entry", `t=1767323045,,v1=${signature},`],
  ])("is accepted when it %s", async (_, header) => {
    const delivery = { body: "{}", headers: { "stripe-signature": header } };
    const options = { secret: "whsec_x", now: at(1767323045) };
    const verified = verifyWebhook(providerWith({ signature: stripe }), delivery, options);
    expect(await outcomeOf(verified)).toBe("accepted");
  });
});

it("computes one MAC of the body per secret, however many signatures are stated", async () => {
  const sign = vi.spyOn(globalThis.crypto.subtle, "sign");
  onTestFinished(() => sign.mockRestore());
  const body = "x".repeat(1000);
  const signatures = Array.from(
    { length: 100 },
    (_, index) => `v1=${`${index}`.padStart(64, "0")}`,
  );
  const delivery = { body, headers: { "stripe-signature": `t=1,${signatures.join(",")}` } };
  const options = { secret: ["whsec_x", "whsec_y"], now: at(1) };
  const verified = verifyWebhook(providerWith({ signature: stripe }), delivery, options);
  expect(await outcomeOf(verified)).toBe("WebhookError signature_mismatch");
  const ofBody = sign.mock.calls.filter(([, , data]) => data.byteLength > 1000);
  expect(ofBody).toHaveLength(2);
});
