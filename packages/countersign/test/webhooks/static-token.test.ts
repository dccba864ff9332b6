import { expect, it, onTestFinished, vi } from "vitest";
import { verifyP100Webhook } from "../../src/providers/p100.ts";
import { outcomeOf } from "./deliveries.ts";

// A test cannot assert timing, but it can assert the work: it is the same wherever a token differs, and compares MACs
// under a new key each time.
it("compares tokens by their MACs under a new key, wherever they differ", async () => {
  const sign = vi.spyOn(globalThis.crypto.subtle, "sign");
  const keys = vi.spyOn(globalThis.crypto, "getRandomValues");
  onTestFinished(() => {
    sign.mockRestore();
    keys.mockRestore();
  });
  const secret = "p100-token-0123456789";
  const work: unknown[] = [];
  for (const authorization of [secret, `X${secret.slice(1)}`, `${secret.slice(0, -1)}X`, "X"]) {
    sign.mockClear();
    keys.mockClear();
    const delivery = { body: "{}", headers: { authorization } };
    const outcome = await outcomeOf(verifyP100Webhook(delivery, { secret }));
    const signed = sign.mock.calls.map(([, , data]) =>
      new TextDecoder().decode(data as Uint8Array),
    );
    work.push([outcome, signed.sort(), keys.mock.calls.length]);
  }
  const wrong = "WebhookError signature_mismatch";
  expect(work).toEqual([
    ["accepted", [secret, secret], 1],
    [wrong, [`X${secret.slice(1)}`, secret].sort(), 1],
    [wrong, [`${secret.slice(0, -1)}X`, secret].sort(), 1],
    // Only the length differs, which is no secret.
    [wrong, [secret], 1],
  ]);
});
