import { inklink } from "@countersign/inklink";
import { persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import type { VerifyWebhookOptions } from "../../src/webhooks/verify-webhook.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import { at, ink1, ink2, inklinkSecret, outcomeOf, pe1, pe2 } from "./deliveries.ts";
import { github, onfido, providerWith, slack, standardWebhooks, stripe } from "./schemes.ts";

describe("verifyWebhook accepts Persona's delivery", () => {
  it("PE-1, with one secret", async () => {
    const options = { secret: pe1.secret, now: at(pe1.timestamp) };
    const event = await verifyWebhook(persona, pe1, options);
    expect(event).toEqual({
      event: "inquiry.approved",
      id: pe1.id,
      body: JSON.parse(pe1.body),
    });
  });

  it.each([
    ["the old secret", pe2.secrets[0]],
    ["the new secret", pe2.secrets[1]],
    ["both", pe2.secrets],
  ])("PE-2, with two sets during a rotation and %s", async (_, secret = []) => {
    const event = await verifyWebhook(persona, pe2, { secret, now: at(pe2.timestamp) });
    expect(event).toMatchObject({ event: "inquiry.completed", id: pe2.id });
  });

  it("PE-1 signed with another secret, only with that secret", async () => {
    const delivery = { body: pe1.body, headers: { "Persona-Signature": pe1.signedWithOther } };
    const now = at(pe1.timestamp);
    const withS1 = verifyWebhook(persona, delivery, { secret: pe1.secret, now });
    expect(await outcomeOf(withS1)).toBe("WebhookError signature_mismatch");
    const withS2 = verifyWebhook(persona, delivery, { secret: pe1.otherSecret, now });
    expect(await outcomeOf(withS2)).toBe("accepted");
  });
});

describe("verifyWebhook accepts Inklink's delivery", () => {
  it.each([
    ["#1", ink1, { event: "web.result.approved", id: "wh_evt_test0001" }],
    ["#2", ink2, { event: "kyc.result.rejected", id: "wh_evt_test0002" }],
  ])("%s", async (_, delivery, expected) => {
    const options = { secret: inklinkSecret, now: at(delivery.timestamp) };
    const event = await verifyWebhook(inklink, delivery, options);
    expect(event).toEqual({ ...expected, body: JSON.parse(delivery.body) });
  });
});

describe("verifyWebhook accepts the delivery published by", () => {
  // Not all of these bodies are JSON. This error means that the signature is valid.
  const AUTHENTIC = "WebhookError body_not_json";
  it.each([
    [
      "GitHub, docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries",
      github,
      {
        body: "Hello, World!",
        headers: {
          "X-Hub-Signature-256":
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        },
      },
      { secret: "It's a Secret to Everybody" },
      AUTHENTIC,
    ],
    [
      "Slack, docs.slack.dev/authentication/verifying-requests-from-slack",
      slack,
      {
        body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
        headers: {
          "X-Slack-Request-Timestamp": "1531420618",
          "X-Slack-Signature":
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        },
      },
      { secret: "8f742231b10e8888abcd99yyyzzz85a5", now: at(1531420618) },
      AUTHENTIC,
    ],
    [
      "Standard Webhooks, docs.svix.com/receiving/verifying-payloads/how",
      standardWebhooks,
      {
        body: '{"test": 2432232314}',
        headers: {
          "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
          "webhook-timestamp": "1614265330",
          "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        },
      },
      { secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", now: at(1614265330) },
      "accepted",
    ],
    [
      "Stripe (format only, computed with openssl)",
      stripe,
      {
        body: '{"type":"a"}',
        headers: {
          "Stripe-Signature":
            "t=1492774577,v1=5856d4c50852bc55f7a0e215cdf2bfeb92257e8b43253bf9a547297be7bbfd57",
        },
      },
      { secret: "whsec_test_secret", now: at(1492774577) },
      "accepted",
    ],
    [
      "Onfido (format only, computed with openssl)",
      onfido,
      {
        body: '{"payload":{}}',
        headers: {
          "X-SHA2-Signature": "6e96a1131246c7b5c516d7184fc9ac99977e60bf36dcffb947accde72357ab83",
        },
      },
      { secret: "onfido_token" },
      "accepted",
    ],
  ] as const)("%s", async (_, signature, delivery, options: VerifyWebhookOptions, expected) => {
    const provider = providerWith({ signature });
    expect(await outcomeOf(verifyWebhook(provider, delivery, options))).toBe(expected);
    const altered = { ...delivery, body: `${delivery.body} ` };
    expect(await outcomeOf(verifyWebhook(provider, altered, options))).toBe(
      "WebhookError signature_mismatch",
    );
  });
});
