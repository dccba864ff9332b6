import { expect, it, onTestFinished, vi } from "vitest";
import { verifyP100Webhook } from "../../src/providers/p100.ts";
import { refusalOf } from "./deliveries.ts";

// Time cannot be asserted; the work that is done can: it is the same wherever a token differs, and what is
// compared are MACs under a key that is new each time.
it("a token is compared by the MACs of both, under a fresh key, wherever it differs", async () => {
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
    const outcome = await refusalOf(verifyP100Webhook(delivery, { secret }));
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
    [wrong, ["X", secret].sort(), 1],
  ]);
});
