import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import { createMemoryReplayGuard, type ReplayGuard } from "../../src/webhooks/replay-guard.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import { at, ink1, inklinkSecret, outcomeOf, pe1, pe2 } from "./deliveries.ts";
import { hmac, onfido, providerWith, stripe } from "./schemes.ts";

/** Returns a guard that records its calls. */
function recordingGuard(): ReplayGuard & { readonly calls: [string, number][] } {
  const calls: [string, number][] = [];
  return {
    calls,
    isNew: (id, expiresAt) => calls.push([id, expiresAt]) === 1,
  };
}

describe("verifyWebhook with a replay guard", () => {
  it("accepts a delivery only once", async () => {
    const replayGuard = createMemoryReplayGuard({ now: at(pe1.timestamp) });
    const verify = (): Promise<string> =>
      outcomeOf(
        verifyWebhook(persona, pe1, { secret: pe1.secret, now: at(pe1.timestamp), replayGuard }),
      );
    expect(await verify()).toBe("accepted");
    expect(await verify()).toBe("WebhookError replayed");
  });

  it("awaits an asynchronous guard", async () => {
    const replayGuard: ReplayGuard = { isNew: async () => false };
    const options = { secret: pe1.secret, now: at(pe1.timestamp), replayGuard };
    expect(await outcomeOf(verifyWebhook(persona, pe1, options))).toBe("WebhookError replayed");
  });

  it("identifies a delivery by provider and ID, until it becomes stale", async () => {
    const guard = recordingGuard();
    const options = { secret: pe1.secret, now: at(pe1.timestamp), replayGuard: guard };
    await verifyWebhook(persona, pe1, { ...options, toleranceSeconds: 60 });
    expect(guard.calls).toEqual([[`persona:${pe1.id}`, (pe1.timestamp + 61) * 1000]]);
  });

  it("uses the ID from a signed header", async () => {
    const guard = recordingGuard();
    const options = { secret: inklinkSecret, now: at(ink1.timestamp), replayGuard: guard };
    await verifyWebhook(inklink, ink1, options);
    expect(guard.calls).toEqual([["inklink:wh_evt_test0001", (ink1.timestamp + 301) * 1000]]);
  });

  it("does not use the ID from an unsigned header, which an attacker could change", async () => {
    const provider = providerWith({ id: { header: "X-Id" }, signature: onfido });
    const guard = recordingGuard();
    for (const id of ["1", "2"]) {
      const headers = { "X-Id": id, "X-SHA2-Signature": hmac("s", "{}") };
      const options = { secret: "s", replayGuard: guard };
      await outcomeOf(verifyWebhook(provider, { body: "{}", headers }, options));
    }
    // printf '{}' | openssl dgst -sha256
    const digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    const expected = [`acme:${digest}`, Number.POSITIVE_INFINITY];
    expect(guard.calls).toEqual([expected, expected]);
  });

  it("uses the ID from a header next to a correct token", async () => {
    const provider = providerWith({
      id: { header: "X-Id" },
      token: { header: "Authorization", credential: "webhookToken" },
    });
    const guard = recordingGuard();
    const headers = { authorization: "token", "x-id": "7" };
    const options = { secret: "token", replayGuard: guard };
    await verifyWebhook(provider, { body: "{}", headers }, options);
    expect(guard.calls).toEqual([["acme:7", Number.POSITIVE_INFINITY]]);
  });

  it("recognises a delivery without an ID by any of its signatures", async () => {
    const provider = providerWith({ signature: stripe });
    const replayGuard = createMemoryReplayGuard({ now: at(1000) });
    const [one, two] = [hmac("s1", "1000.{}"), hmac("s2", "1000.{}")];
    const outcomes = [];
    for (const value of [`t=1000,v1=${one},v1=${two}`, `t=1000,v1=${two}`, `t=1000,v1=${one}`]) {
      const delivery = { body: "{}", headers: { "Stripe-Signature": value } };
      const options = { secret: ["s1", "s2"], now: at(1000), replayGuard };
      outcomes.push(await outcomeOf(verifyWebhook(provider, delivery, options)));
    }
    expect(outcomes).toEqual(["accepted", "WebhookError replayed", "WebhookError replayed"]);
  });

  it("remembers no rejected delivery", async () => {
    const guard = recordingGuard();
    const now = at(pe1.timestamp);
    const options = { secret: "another", now, replayGuard: guard };
    await outcomeOf(verifyWebhook(persona, pe1, options));
    await outcomeOf(
      verifyWebhook(persona, pe2, { secret: pe2.secrets, now: at(0), ...{ replayGuard: guard } }),
    );
    const headers = { authorization: "token" };
    const token = { secret: "token", replayGuard: guard };
    await outcomeOf(verifyWebhook(p100, { body: "not JSON", headers }, token));
    expect(guard.calls).toEqual([]);
  });
});

describe("the in-memory guard", () => {
  it("returns whether an ID is new", () => {
    const guard = createMemoryReplayGuard({ now: () => 0 });
    expect([guard.isNew("a", 1), guard.isNew("b", 1), guard.isNew("a", 1)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("remembers an ID until it expires, and no longer", () => {
    let time = 0;
    const guard = createMemoryReplayGuard({ now: () => time });
    guard.isNew("a", 1000);
    time = 1000;
    expect(guard.isNew("a", 2000)).toBe(false);
    time = 1001;
    expect(guard.isNew("a", 2000)).toBe(true);
    expect(guard.isNew("a", 2000)).toBe(false);
  });

  it("keeps up to maxEntries entries, and forgets the oldest first", () => {
    const guard = createMemoryReplayGuard({ maxEntries: 3, now: () => 0 });
    for (const id of ["a", "b", "c", "d"]) guard.isNew(id, 1);
    expect(["b", "c", "d"].map((id) => guard.isNew(id, 1))).toEqual([false, false, false]);
    expect(guard.isNew("a", 1)).toBe(true);
    expect(guard.isNew("b", 1)).toBe(true);
  });

  it("treats an expired ID that is added again as the newest", () => {
    let time = 0;
    const guard = createMemoryReplayGuard({ maxEntries: 4, now: () => time });
    guard.isNew("b", 9);
    guard.isNew("a", 1);
    guard.isNew("c", 9);
    time = 2;
    for (const id of ["a", "d", "e", "f"]) guard.isNew(id, 9);
    expect(["a", "d", "e", "f"].map((id) => guard.isNew(id, 9))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it("does not forget an ID at its expiry time when another is added", () => {
    let time = 0;
    const guard = createMemoryReplayGuard({ now: () => time });
    guard.isNew("a", 1000);
    time = 1000;
    guard.isNew("b", 2000);
    expect(guard.isNew("a", 2000)).toBe(false);
  });

  it.each([0, -1, Number.NaN])("rejects a maxEntries of %s", (maxEntries) => {
    expect(() => createMemoryReplayGuard({ maxEntries })).toThrow(
      expect.objectContaining({
        code: "configuration_invalid",
        message: "The option `maxEntries` must be 1 or more.",
      }),
    );
  });

  it("remembers only the last ID with a maxEntries of 1", () => {
    const guard = createMemoryReplayGuard({ maxEntries: 1, now: () => 0 });
    const responses = ["a", "a", "b", "a"].map((id) => guard.isNew(id, 1));
    expect(responses).toEqual([true, false, true, true]);
  });

  it("keeps 10,000 entries by default", () => {
    const guard = createMemoryReplayGuard({ now: () => 0 });
    for (let id = 0; id < 10_000; id += 1) guard.isNew(String(id), 1);
    expect(guard.isNew("0", 1)).toBe(false);
    expect(guard.isNew("one more", 1)).toBe(true);
    expect(guard.isNew("0", 1)).toBe(true);
  });
});
