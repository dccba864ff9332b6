// Receives and sends deliveries.

import { paywint } from "@countersign/paywint";
import { persona, personaWebhooks } from "@countersign/persona";
import {
  createMemoryReplayGuard,
  type ReplayGuard,
  signWebhook,
  verifyWebhook,
  WebhookError,
  type WebhookReason,
} from "countersign";
import { verifyInklinkWebhook } from "countersign/inklink";
import { verifyP100Webhook } from "countersign/p100";
import {
  type PersonaWebhookEvent,
  signPersonaWebhook,
  verifyPersonaWebhook,
} from "countersign/persona";
import type { Equal, Expect } from "./equal.js";

const replayGuard: ReplayGuard = createMemoryReplayGuard();

export async function receive(request: Request): Promise<string | undefined> {
  const secret = ["old", "new"];
  const delivery = await verifyPersonaWebhook(request, {
    secret,
    replayGuard,
    toleranceSeconds: 60,
  });
  switch (delivery.event) {
    case "inquiry.approved": {
      type _Name = Expect<Equal<typeof delivery.body.data.attributes.name, "inquiry.approved">>;
      return delivery.body.data.attributes.payload.data.id;
    }
    case null: {
      type _Body = Expect<Equal<typeof delivery.body, unknown>>;
      return delivery.name;
    }
    // @ts-expect-error no such event
    case "inquiry.aproved":
      return undefined;
    default:
      return delivery.event satisfies string;
  }
}

export async function receiveOthers(body: string, headers: Record<string, string>): Promise<void> {
  const inklink = await verifyInklinkWebhook({ body, headers }, { secret: () => "s" });
  if (inklink.event === "kyc.result.rejected") inklink.body satisfies object;
  const p100 = await verifyP100Webhook({ body: new Uint8Array(), headers }, { secret: "t" });
  type _P100 = Expect<Equal<typeof p100.event, null>>;
  const generic = await verifyWebhook(persona, { body, headers: new Headers() }, { secret: "s" });
  type _Generic = Expect<Equal<typeof generic, PersonaWebhookEvent>>;
}

export async function send(body: string): Promise<Headers> {
  await signWebhook(personaWebhooks, { body, secret: "s" });
  return signPersonaWebhook({ body, secret: ["a", "b"], timestamp: 1_700_000_000 });
}

export function reasonOf(error: unknown): WebhookReason | undefined {
  return error instanceof WebhookError ? error.reason : undefined;
}

export function mistakes(body: string, headers: Headers): void {
  // @ts-expect-error Paywint publishes no scheme
  void verifyWebhook(paywint, { body, headers }, { secret: "s" });
  // @ts-expect-error the body is already parsed
  void verifyPersonaWebhook({ body: { data: {} }, headers }, { secret: "s" });
  // @ts-expect-error no secret
  void verifyPersonaWebhook({ body, headers }, {});
}
