import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import { signInklinkWebhook } from "../../src/providers/inklink.ts";
import { signP100Webhook, verifyP100Webhook } from "../../src/providers/p100.ts";
import { signPersonaWebhook, verifyPersonaWebhook } from "../../src/providers/persona.ts";
import { signWebhook } from "../../src/webhooks/sign-webhook.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import type { WebhookProvider } from "../../src/webhooks/webhook-event.ts";
import { at, ink1, ink2, inklinkSecret, outcomeOf, pe1, pe2 } from "./deliveries.ts";
import { github, onfido, providerWith, slack, standardWebhooks, stripe } from "./schemes.ts";

describe("signWebhook returns the published headers of", () => {
  it("Persona's PE-1, and of PE-2 with two secrets", async () => {
    expect(Object.fromEntries(await signPersonaWebhook(pe1))).toEqual({
      "persona-signature": pe1.headers["Persona-Signature"],
    });
    const rotating = { ...pe2, headers: {}, secret: pe2.secrets };
    expect(Object.fromEntries(await signWebhook(persona, rotating))).toEqual({
      "persona-signature": pe2.headers["Persona-Signature"],
    });
  });

  it.each([
    ["#1", ink1],
    ["#2", ink2],
  ])("Inklink's %s", async (_, { body, timestamp, headers }) => {
    const id = headers["webhook-id"];
    const signed = await signInklinkWebhook({ body, timestamp, id, secret: inklinkSecret });
    expect(Object.fromEntries(signed)).toEqual(headers);
  });

  it("GitHub's example", async () => {
    const delivery = { body: "Hello, World!", secret: "It's a Secret to Everybody" };
    expect(
      Object.fromEntries(await signWebhook(providerWith({ signature: github }), delivery)),
    ).toEqual({
      "x-hub-signature-256":
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    });
  });
});

describe("verifyWebhook accepts a delivery that was just signed for", () => {
  const ms = { header: "X-Time", unit: "ms" } as const;
  it.each<[string, WebhookProvider, string | string[]]>([
    ["Persona", persona, "s"],
    ["Persona with two secrets", persona, ["s", "t"]],
    ["Inklink", inklink, inklinkSecret],
    ["P100", p100, "token"],
    ["Stripe", providerWith({ signature: stripe }), "s"],
    ["Stripe with two secrets", providerWith({ signature: stripe }), ["s", "t"]],
    ["Slack", providerWith({ signature: slack }), "s"],
    ["a scheme with milliseconds", providerWith({ signature: { ...slack, timestamp: ms } }), "s"],
    ["Onfido", providerWith({ signature: onfido }), "s"],
    [
      "Standard Webhooks",
      providerWith({ id: { header: "webhook-id" }, signature: standardWebhooks }),
      inklinkSecret,
    ],
  ])("%s", async (_, provider, secret) => {
    const body = new TextEncoder().encode('{"type":"é"}');
    const headers = await signWebhook(provider, { body, secret });
    for (const one of [secret].flat()) {
      const event = await verifyWebhook(provider, { body, headers }, { secret: one });
      expect(event).toMatchObject({ body: { type: "é" } });
    }
  });
});

it("generates a random ID if the provider sends one and none is specified", async () => {
  const delivery = { body: "{}", secret: inklinkSecret };
  const [one, two] = [await signInklinkWebhook(delivery), await signInklinkWebhook(delivery)];
  expect(one.get("webhook-id")).toMatch(/^[\da-f-]{36}$/);
  expect(two.get("webhook-id")).not.toBe(one.get("webhook-id"));
  expect([...(await signPersonaWebhook(delivery)).keys()]).toEqual(["persona-signature"]);
});

it("includes other headers, and signs those that the scheme covers", async () => {
  const provider = providerWith({
    signature: { ...onfido, message: ["{header:X-Event}", "{body}"] },
    event: { header: "X-Event" },
    events: ["made"],
  });
  const headers = await signWebhook(provider, {
    body: "{}",
    secret: "s",
    headers: { "X-Event": "made" },
  });
  const event = await verifyWebhook(provider, { body: "{}", headers }, { secret: "s" });
  expect(event).toMatchObject({ event: "made" });
  headers.set("X-Event", "undone");
  expect(await outcomeOf(verifyWebhook(provider, { body: "{}", headers }, { secret: "s" }))).toBe(
    "WebhookError signature_mismatch",
  );
});

it("sends a token unchanged", async () => {
  const headers = await signP100Webhook({ body: "{}", secret: "token" });
  expect(Object.fromEntries(headers)).toEqual({ authorization: "token" });
  expect(await verifyP100Webhook({ body: "{}", headers }, { secret: "token" })).toMatchObject({
    event: null,
  });
});

it("can sign stale deliveries, to test that they are rejected", async () => {
  const headers = await signPersonaWebhook({ body: "{}", secret: "s", timestamp: 1000 });
  const work = verifyPersonaWebhook({ body: "{}", headers }, { secret: "s", now: at(1301) });
  expect(await outcomeOf(work)).toBe("WebhookError timestamp_stale");
});

describe("signWebhook rejects", () => {
  it.each([-1, 1.5, Number.NaN, 1e15])("the timestamp %s", async (timestamp) => {
    const work = signPersonaWebhook({ body: "{}", secret: "s", timestamp });
    await expect(work).rejects.toThrow(
      "Persona API: a delivery cannot be signed with this `timestamp`.",
    );
  });

  it("several secrets if a delivery has only one signature", async () => {
    const delivery = { body: "{}", secret: ["s", "t"] };
    for (const provider of [providerWith({ signature: github }), p100]) {
      await expect(signWebhook(provider, delivery)).rejects.toMatchObject({
        code: "configuration_invalid",
        message: `${provider.title}: a delivery cannot be signed with several secrets.`,
      });
    }
  });

  it("an empty secret, and one that is not in the provider's format", async () => {
    expect(await outcomeOf(signPersonaWebhook({ body: "{}", secret: "" }))).toBe(
      "CredentialError credential_missing",
    );
    expect(await outcomeOf(signInklinkWebhook({ body: "{}", secret: "whsec_!" }))).toBe(
      "CredentialError credential_invalid",
    );
  });

  it("a provider that publishes no scheme", async () => {
    // @ts-expect-error the compiler rejects it too
    const work = signWebhook(paywint, { body: "{}", secret: "s" });
    expect(await outcomeOf(work)).toBe("CountersignError configuration_invalid");
  });
});
