import { describe, expect, it } from "vitest";
import { verifyPersonaWebhook } from "../../src/providers/persona.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import { at, outcomeOf, pe1, pe1With } from "./deliveries.ts";
import { hmac, onfido, providerWith, slack } from "./schemes.ts";

describe("the tolerance", () => {
  it.each([
    ["300 seconds by default", undefined, 300, "accepted"],
    ["300 seconds by default, not 301", undefined, 301, "WebhookError timestamp_stale"],
    ["300 seconds into the future by default", undefined, -300, "accepted"],
    ["not 301 seconds into the future", undefined, -301, "WebhookError timestamp_in_future"],
    ["0: the same second", 0, 0, "accepted"],
    ["0: the end of that second", 0, 0.999, "accepted"],
    ["0: a second later", 0, 1, "WebhookError timestamp_stale"],
    ["0: a moment earlier", 0, -0.001, "WebhookError timestamp_in_future"],
    ["60: the last second", 60, 60.999, "accepted"],
    ["60: the next second", 60, 61, "WebhookError timestamp_stale"],
    ["unlimited", Number.POSITIVE_INFINITY, 1e9, "accepted"],
  ])("is %s", async (_, toleranceSeconds, late, expected) => {
    const options = { ...(toleranceSeconds !== undefined && { toleranceSeconds }) };
    expect(await pe1With({ ...options, now: at(pe1.timestamp + late) })).toBe(expected);
  });

  it("uses the platform's clock by default", async () => {
    const work = verifyPersonaWebhook(pe1, { secret: pe1.secret });
    expect(await outcomeOf(work)).toBe("WebhookError timestamp_stale");
    const body = "{}";
    const time = String(Math.floor(Date.now() / 1000));
    const headers = { "Persona-Signature": `t=${time},v1=${hmac("s", `${time}.${body}`)}` };
    expect(await outcomeOf(verifyPersonaWebhook({ body, headers }, { secret: "s" }))).toBe(
      "accepted",
    );
  });

  it("accepts nothing if the clock returns NaN", async () => {
    expect(await pe1With({ now: () => Number.NaN })).toBe("WebhookError timestamp_stale");
  });

  it.each([-1, Number.NaN])("cannot be %s", async (toleranceSeconds) => {
    expect(await pe1With({ toleranceSeconds })).toBe("CountersignError configuration_invalid");
    await expect(
      verifyPersonaWebhook(pe1, { secret: pe1.secret, toleranceSeconds }),
    ).rejects.toThrow("The option `toleranceSeconds` must be 0 or more.");
  });

  it("supports timestamps in milliseconds", async () => {
    const timestamp = { header: "X-Time", unit: "ms" } as const;
    const provider = providerWith({ signature: { ...slack, timestamp } });
    const signature = `v0=${hmac("s", "v0:1767323045999:{}")}`;
    const delivery = {
      body: "{}",
      headers: { "X-Time": "1767323045999", "X-Slack-Signature": signature },
    };
    const verifyAt = (seconds: number): Promise<string> =>
      outcomeOf(
        verifyWebhook(provider, delivery, { secret: "s", toleranceSeconds: 0, now: at(seconds) }),
      );
    expect(await verifyAt(1767323045)).toBe("accepted");
    expect(await verifyAt(1767323046)).toBe("WebhookError timestamp_stale");
    expect(await verifyAt(1767323044.999)).toBe("WebhookError timestamp_in_future");
  });

  it("is ignored if deliveries have no timestamp", async () => {
    const provider = providerWith({ signature: onfido });
    const delivery = { body: "{}", headers: { "X-SHA2-Signature": hmac("s", "{}") } };
    const options = { secret: "s", toleranceSeconds: 0, now: at(0) };
    expect(await outcomeOf(verifyWebhook(provider, delivery, options))).toBe("accepted");
  });
});
