import { expect, expectTypeOf, it } from "vitest";
import { createP100Client } from "../src/providers/p100.ts";
import { startServer } from "./helpers/start-server.ts";

it("returns the URL of a page for the end user's browser, without credentials", async () => {
  const p100 = createP100Client({ apiKey: "secret", environment: "staging" });
  const url = p100.redirectToKycVerification.url({
    params: { path: { externalUserId: "user 1", verificationId: "v/1" } },
  });
  expectTypeOf(url).toEqualTypeOf<string>();
  expect(url).toMatch(/^https:\/\/.+\/v1\/kyc\/verification\/user%201\/v%2F1$/);
  expect(url).not.toContain("secret");
});

it("opens what the operation calls", async () => {
  const server = await startServer(() => ({ headers: { "content-type": "text/html" }, body: "" }));
  const p100 = createP100Client({ apiKey: "secret", baseUrl: server.url });
  const input = { params: { path: { externalUserId: "u", verificationId: "v" } } };
  await p100.redirectToKycVerification(input);
  await fetch(p100.redirectToKycVerification.url(input));
  const [called, opened] = server.received;
  expect(opened?.target).toBe(called?.target);
});

it("refuses a parameter that would lead elsewhere", () => {
  const p100 = createP100Client({ apiKey: "k", environment: "staging" });
  const input = { params: { path: { externalUserId: "..", verificationId: "v" } } };
  expect(() => p100.redirectToKycVerification.url(input)).toThrow("externalUserId");
});

it("exists only for pages", () => {
  const p100 = createP100Client({ apiKey: "k", environment: "staging" });
  // @ts-expect-error not a page
  expect(p100.getKycStatus.url).toBeUndefined();
});
