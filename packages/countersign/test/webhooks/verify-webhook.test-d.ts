import type { IncomingHttpHeaders } from "node:http";
import type { inklink } from "@countersign/inklink";
import type { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { describe, expectTypeOf, it } from "vitest";
import {
  signWebhook,
  type UnknownWebhookEvent,
  verifyWebhook,
  type WebhookEvent,
} from "../../src/index.ts";
import * as inklinkEntry from "../../src/providers/inklink.ts";
import type * as paywintEntry from "../../src/providers/paywint.ts";
import { type PersonaWebhookEvent, verifyPersonaWebhook } from "../../src/providers/persona.ts";
import type * as qashEntry from "../../src/providers/qash.ts";

const request = new Request("https://app.test/");
const options = { secret: "s" };

describe("an event", () => {
  it("narrows its body by name", async () => {
    const delivery = await verifyPersonaWebhook(request, options);
    switch (delivery.event) {
      case "inquiry.approved":
        expectTypeOf(delivery.body.data.attributes.name).toEqualTypeOf<"inquiry.approved">();
        expectTypeOf(delivery.id).toEqualTypeOf<string | undefined>();
        break;
      case "account.created":
        expectTypeOf(delivery.body.data.attributes.name).toEqualTypeOf<"account.created">();
        break;
      case null:
        expectTypeOf(delivery).toEqualTypeOf<UnknownWebhookEvent>();
        expectTypeOf(delivery.name).toEqualTypeOf<string | undefined>();
        expectTypeOf(delivery.body).toBeUnknown();
        break;
      // @ts-expect-error no such event
      case "inquiry.aproved":
        break;
    }
  });

  it("has no typed body before it is narrowed", async () => {
    const delivery = await verifyWebhook(persona, request, options);
    expectTypeOf(delivery).toEqualTypeOf<PersonaWebhookEvent>();
    // @ts-expect-error the body of an unknown event is unknown
    delivery.body.data;
  });

  it("has one of the document's names, or null", () => {
    type Name = WebhookEvent<typeof inklink>["event"];
    expectTypeOf<Extract<Name, "kyc.result.pending">>().toEqualTypeOf<"kyc.result.pending">();
    expectTypeOf<Name>().toEqualTypeOf<(typeof inklink.webhooks.events)[number] | null>();
    expectTypeOf<PersonaWebhookEvent["event"]>().toEqualTypeOf<
      (typeof persona.webhooks.events)[number] | null
    >();
  });

  it("is unknown if the provider does not name its events", () => {
    expectTypeOf<WebhookEvent<typeof p100>>().toEqualTypeOf<UnknownWebhookEvent>();
  });
});

describe("a delivery", () => {
  it("accepts a server's headers", () => {
    const headers: IncomingHttpHeaders = {};
    verifyWebhook(persona, { body: "", headers }, options);
    verifyWebhook(persona, { body: Buffer.from(""), headers: new Headers() }, options);
    verifyWebhook(
      persona,
      { body: new ArrayBuffer(), headers: new Map<string, string>() },
      options,
    );
    // @ts-expect-error a body that has been parsed
    verifyWebhook(persona, { body: {}, headers }, options);
  });

  it("requires a secret", () => {
    verifyWebhook(persona, request, { secret: ["a", "b"], toleranceSeconds: 0, now: () => 0 });
    verifyWebhook(persona, request, { secret: async () => ["a"] });
    // @ts-expect-error the secret is missing
    verifyWebhook(persona, request, {});
  });
});

describe("a provider that publishes no scheme", () => {
  it("cannot be passed", () => {
    // @ts-expect-error Paywint documents the location of the event, but no signature
    verifyWebhook(paywint, request, options);
    // @ts-expect-error Qash documents no webhooks
    verifyWebhook(qash, request, options);
    // @ts-expect-error its deliveries cannot be signed either
    signWebhook(paywint, { body: "", secret: "s" });
  });

  it("has no functions in its entry", () => {
    expectTypeOf(inklinkEntry).toHaveProperty("verifyInklinkWebhook");
    expectTypeOf(inklinkEntry).toHaveProperty("signInklinkWebhook");
    expectTypeOf<keyof typeof paywintEntry>().toEqualTypeOf<"createPaywintClient">();
    expectTypeOf<keyof typeof qashEntry>().toEqualTypeOf<"createQashClient">();
  });
});
