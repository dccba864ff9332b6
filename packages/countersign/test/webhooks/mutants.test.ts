import { inklink } from "@countersign/inklink";
import { persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import type { HeaderSignature } from "../../src/provider-table/provider.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import type { WebhookProvider } from "../../src/webhooks/webhook-event.ts";
import { at, ink1, ink2, inklinkSecret, outcomeOf, pe1 } from "./deliveries.ts";
import { type Mutant, mutantsOf, type SignedDelivery } from "./mutants.ts";
import { github, hmac, onfido, providerWith, slack, stripe } from "./schemes.ts";

interface Scheme {
  readonly provider: WebhookProvider & {
    readonly webhooks: { readonly signature: HeaderSignature };
  };
  readonly delivery: SignedDelivery;
  readonly secret: string | string[];
  readonly seconds: number;
}

const body = '{"type":"user.created","id":7}';
const time = 1767323045;

const schemes: Readonly<Record<string, Scheme>> = {
  Persona: {
    provider: persona,
    delivery: pe1,
    secret: pe1.secret,
    seconds: pe1.timestamp,
  },
  "Inklink #1": {
    provider: inklink,
    delivery: ink1,
    secret: inklinkSecret,
    seconds: ink1.timestamp,
  },
  "Inklink #2": {
    provider: inklink,
    delivery: ink2,
    secret: inklinkSecret,
    seconds: ink2.timestamp,
  },
  Stripe: {
    provider: providerWith({ signature: stripe }),
    delivery: {
      body,
      headers: { "Stripe-Signature": `t=${time},v1=${hmac("s", `${time}.${body}`)}` },
    },
    secret: "s",
    seconds: time,
  },
  GitHub: {
    provider: providerWith({ signature: github }),
    delivery: { body, headers: { "X-Hub-Signature-256": `sha256=${hmac("s", body)}` } },
    secret: "s",
    seconds: time,
  },
  Slack: {
    provider: providerWith({ signature: slack }),
    delivery: {
      body,
      headers: {
        "X-Slack-Request-Timestamp": String(time),
        "X-Slack-Signature": `v0=${hmac("s", `v0:${time}:${body}`)}`,
      },
    },
    secret: "s",
    seconds: time,
  },
  Onfido: {
    provider: providerWith({ signature: onfido }),
    delivery: { body, headers: { "X-SHA2-Signature": hmac("s", body) } },
    secret: "s",
    seconds: time,
  },
};

describe.each(Object.entries(schemes))("%s", (_, { provider, delivery, secret, seconds }) => {
  const options = { secret, now: at(seconds) };

  it("is accepted unchanged", async () => {
    expect(await outcomeOf(verifyWebhook(provider, delivery, options))).toBe("accepted");
  });

  it("is rejected with a WebhookError in each of 150 or more mutations that state something else", async () => {
    const { signature } = provider.webhooks;
    const mutants = mutantsOf(delivery, signature, 20_260_102).filter(
      (mutant) => !statesTheSame(mutant, delivery, signature),
    );
    const wrong: string[] = [];
    for (const mutant of mutants) {
      const outcome = await outcomeOf(verifyWebhook(provider, mutant.delivery, options));
      if (!outcome.startsWith("WebhookError ")) wrong.push(`${mutant.title}: ${outcome}`);
    }
    expect(wrong).toEqual([]);
    expect(mutants.length).toBeGreaterThanOrEqual(150);
  });
});

/**
 * Whether a mutant repeats, reorders or surrounds what the authentic signature header states, and changes nothing else.
 * The providers' own libraries accept most of these.
 */
function statesTheSame(
  { delivery: { body: mutated, headers } }: Mutant,
  { body: authentic, headers: original }: SignedDelivery,
  { header }: HeaderSignature,
): boolean {
  const wordsIn = (value: string | readonly string[] | undefined): string[] =>
    [value ?? []].flat().flatMap((each) => each.split(/[\s,]+/));
  const values = Object.entries(headers).flatMap(([name, value]) =>
    name.toLowerCase() === header.toLowerCase() ? value : [],
  );
  const words = new Set(wordsIn(values));
  const isOtherUnchanged = Object.entries(original).every(
    ([name, value]) => name === header || headers[name] === value,
  );
  return (
    mutated === authentic &&
    isOtherUnchanged &&
    wordsIn(original[header]).every((word) => words.has(word))
  );
}
