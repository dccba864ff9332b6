import { inklink } from "@countersign/inklink";
import inklinkDocument from "@countersign/inklink/openapi.json" with { type: "json" };
import { p100 } from "@countersign/p100";
import p100Document from "@countersign/p100/openapi.json" with { type: "json" };
import { persona } from "@countersign/persona";
import personaDocument from "@countersign/persona/openapi.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import type { WebhookReason } from "../../src/index.ts";
import { createMemoryReplayGuard } from "../../src/webhooks/replay-guard.ts";
import { signWebhook } from "../../src/webhooks/sign-webhook.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import type { WebhookFacts, WebhookProvider } from "../../src/webhooks/webhook-event.ts";
import { encodingsOf, renderingsOf } from "./renderings.ts";
import { sensitiveFields } from "./sensitive-fields.ts";

// Deliveries of every provider that authenticates them, with canaries in the secret, the headers and each field that
// its document declares sensitive, rejected for every possible reason.

const SECRET = "CANARY-secret-0123456789";
const PERSON = "CANARY-jane-doe";
const planted = encodingsOf([SECRET, PERSON]);
const timestamp = 1_767_323_045;
const now = () => timestamp * 1000;

const providers: { provider: WebhookFacts & WebhookProvider; document: object; secret: string }[] =
  [
    { provider: persona, document: personaDocument, secret: SECRET },
    {
      provider: inklink,
      document: inklinkDocument,
      secret: `whsec_${Buffer.from(SECRET).toString("base64")}`,
    },
    { provider: p100, document: p100Document, secret: SECRET },
  ];

describe.each(providers)("$provider.title", ({ provider, document, secret }) => {
  const { signature }: NonNullable<WebhookFacts["webhooks"]> = provider.webhooks;
  const names = sensitiveFields(document);
  const body = JSON.stringify(Object.fromEntries(names.map((name) => [name, PERSON])));
  const headers = (delivery: object = {}) =>
    signWebhook(provider, {
      body,
      secret,
      timestamp,
      headers: { "X-Person": PERSON },
      ...delivery,
    });

  async function rejections(): Promise<Partial<Record<WebhookReason, unknown>>> {
    const signed = Object.fromEntries(await headers());
    const replayGuard = createMemoryReplayGuard({ now });
    const verify = (changes: { body?: string; headers?: object }, options: object = {}) =>
      verifyWebhook(
        provider,
        {
          body,
          headers: { ...signed, ...changes.headers },
          ...(changes.body && { body: changes.body }),
        },
        { secret, now, ...options },
      ).then(
        () => "accepted",
        (error: unknown) => error,
      );
    await verify({}, { replayGuard });
    const notJson = Object.fromEntries(await headers({ body: PERSON }));
    const { header = "" } = signature ?? { header: "authorization" };
    const name = header.toLowerCase();
    return {
      header_missing: await verify({ headers: { [name]: undefined } }),
      header_malformed: await verify({ headers: { [name]: `${PERSON}${"x".repeat(17_000)}` } }),
      signature_mismatch: await verify({}, { secret: secret.replace(/\w{4}$/, "AAAA") }),
      body_not_json: await verify({ body: PERSON, headers: notJson }),
      replayed: await verify({}, { replayGuard }),
      ...(signature && {
        timestamp_stale: await verify({}, { now: () => now() + 301_000 }),
        timestamp_in_future: await verify({}, { now: () => now() - 301_000 }),
      }),
    };
  }

  it("leaks neither the secret nor personal data, whatever the reason for a rejection", async () => {
    expect(names.length).toBeGreaterThan(3);
    const found = Object.entries(await rejections());
    expect(found).toHaveLength(signature ? 7 : 5);
    for (const [reason, error] of found) {
      expect(error).toMatchObject({ name: "WebhookError", code: "webhook_invalid", reason });
      const output = renderingsOf(error);
      expect(planted.filter((canary) => output.includes(canary))).toEqual([]);
    }
  });

  it("does not leak a secret that cannot be used", async () => {
    const delivery = { body, headers: await headers() };
    for (const wrong of [`${SECRET}\n`, [SECRET, ""], () => [`${SECRET}\0`]]) {
      const error = await verifyWebhook(provider, delivery, { secret: wrong }).catch(
        (reason) => reason,
      );
      expect(error).toMatchObject({ name: "CredentialError", option: "secret" });
      const output = renderingsOf(error);
      expect(planted.filter((canary) => output.includes(canary))).toEqual([]);
    }
  });
});
