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
import { at, ink1, ink2, inklinkSecret, pe1, pe2, refusalOf } from "./deliveries.ts";
import { github, onfido, providerWith, slack, standardWebhooks, stripe } from "./schemes.ts";

describe("the headers that are published", () => {
  it("are Persona's PE-1, and PE-2 with two secrets", async () => {
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
  ])("are Inklink's %s", async (_, { body, timestamp, headers }) => {
    const id = headers["webhook-id"];
    const signed = await signInklinkWebhook({ body, timestamp, id, secret: inklinkSecret });
    expect(Object.fromEntries(signed)).toEqual(headers);
  });

  it("are GitHub's", async () => {
    const delivery = { body: "Hello, World!", secret: "It's a Secret to Everybody" };
    expect(
      Object.fromEntries(await signWebhook(providerWith({ signature: github }), delivery)),
    ).toEqual({
      "x-hub-signature-256":
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    });
  });
});

describe("what is signed now is accepted now", () => {
  const ms = { header: "X-Time", unit: "ms" } as const;
  it.each<[string, WebhookProvider, string | string[]]>([
    ["Persona", persona, "s"],
    ["Persona with two secrets", persona, ["s", "t"]],
    ["Inklink", inklink, inklinkSecret],
    ["P100", p100, "token"],
    ["Stripe", providerWith({ signature: stripe }), "s"],
    ["Stripe with two secrets", providerWith({ signature: stripe }), ["s", "t"]],
    ["Slack", providerWith({ signature: slack }), "s"],
    ["milliseconds", providerWith({ signature: { ...slack, timestamp: ms } }), "s"],
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

it("an id is random unless it is given, and none is made up where none is sent", async () => {
  const delivery = { body: "{}", secret: inklinkSecret };
  const [one, two] = [await signInklinkWebhook(delivery), await signInklinkWebhook(delivery)];
  expect(one.get("webhook-id")).toMatch(/^[\da-f-]{36}$/);
  expect(two.get("webhook-id")).not.toBe(one.get("webhook-id"));
  expect([...(await signPersonaWebhook(delivery)).keys()]).toEqual(["persona-signature"]);
});

it("other headers come along, and are signed where the scheme covers them", async () => {
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
  expect(await refusalOf(verifyWebhook(provider, { body: "{}", headers }, { secret: "s" }))).toBe(
    "WebhookError signature_mismatch",
  );
});

it("a token is sent as it is", async () => {
  const headers = await signP100Webhook({ body: "{}", secret: "token" });
  expect(Object.fromEntries(headers)).toEqual({ authorization: "token" });
  expect(await verifyP100Webhook({ body: "{}", headers }, { secret: "token" })).toMatchObject({
    event: null,
  });
});

it("stale deliveries can be made, for the test that they are refused", async () => {
  const headers = await signPersonaWebhook({ body: "{}", secret: "s", timestamp: 1000 });
  const work = verifyPersonaWebhook({ body: "{}", headers }, { secret: "s", now: at(1301) });
  expect(await refusalOf(work)).toBe("WebhookError timestamp_stale");
});

describe("it cannot sign", () => {
  it.each([-1, 1.5, Number.NaN, 1e15])("at %s", async (timestamp) => {
    const work = signPersonaWebhook({ body: "{}", secret: "s", timestamp });
    await expect(work).rejects.toThrow(
      "Persona API: a delivery cannot be signed with such a `timestamp`.",
    );
  });

  it("with several secrets where a delivery has one signature", async () => {
    const delivery = { body: "{}", secret: ["s", "t"] };
    for (const provider of [providerWith({ signature: github }), p100]) {
      await expect(signWebhook(provider, delivery)).rejects.toMatchObject({
        code: "configuration_invalid",
        message: `${provider.title}: a delivery cannot be signed with several secrets.`,
      });
    }
  });

  it("without a secret, or with one that is not the provider's", async () => {
    expect(await refusalOf(signPersonaWebhook({ body: "{}", secret: "" }))).toBe(
      "CredentialError credential_missing",
    );
    expect(await refusalOf(signInklinkWebhook({ body: "{}", secret: "whsec_!" }))).toBe(
      "CredentialError credential_invalid",
    );
  });

  it("for a provider that publishes no scheme", async () => {
    // @ts-expect-error the compiler refuses it too
    const work = signWebhook(paywint, { body: "{}", secret: "s" });
    expect(await refusalOf(work)).toBe("CountersignError configuration_invalid");
  });
});
