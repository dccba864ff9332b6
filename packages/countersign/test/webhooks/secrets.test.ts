import { describe, expect, it } from "vitest";
import { verifyPersonaWebhook } from "../../src/providers/persona.ts";
import { type VerifyWebhookOptions, verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import { at, ink1, inklinkSecret, pe1, pe1With, refusalOf } from "./deliveries.ts";
import { hmac, onfido, providerWith, standardWebhooks, stripe } from "./schemes.ts";

describe("secrets", () => {
  it.each<[string, VerifyWebhookOptions["secret"]]>([
    ["one", pe1.secret],
    ["several", ["another", pe1.secret]],
    ["a function", () => pe1.secret],
    ["a function that returns several, later", async () => [pe1.secret, "another"]],
  ])("can be %s", async (_, secret) => {
    expect(await pe1With({ secret })).toBe("accepted");
  });

  it.each<[string, VerifyWebhookOptions["secret"], string]>([
    ["no secret", [], "CredentialError credential_missing"],
    ["an empty one", "", "CredentialError credential_missing"],
    ["an empty one among others", [pe1.secret, ""], "CredentialError credential_missing"],
    ["one with a line break", `${pe1.secret}\n`, "CredentialError credential_invalid"],
    ["one with a line break inside", "one\ntwo", "CredentialError credential_invalid"],
    ["a function without one", () => "", "CredentialError credential_missing"],
    [
      "a function that fails",
      () => Promise.reject(new Error("vault is sealed")),
      "CredentialError credential_invalid",
    ],
  ])("cannot be %s", async (_, secret, expected) => {
    expect(await pe1With({ secret })).toBe(expected);
    await expect(verifyPersonaWebhook(pe1, { secret })).rejects.toMatchObject({ option: "secret" });
  });

  it("that are no text are refused, whatever a program without types gives", async () => {
    const secret: object = [["a"], 7];
    const work = verifyPersonaWebhook(pe1, { secret: secret as string[] });
    await expect(work).rejects.toMatchObject({
      code: "credential_invalid",
      message: "The option `secret` must be a text that is not empty and has no line break.",
    });
  });

  it("keep the cause when the function that returns them fails", async () => {
    const cause = new Error("vault is sealed");
    const work = verifyPersonaWebhook(pe1, { secret: () => Promise.reject(cause) });
    await expect(work).rejects.toMatchObject({
      message: "The option `secret` is a function that failed; see the cause.",
      cause,
    });
  });

  it("are taken without their prefix too, as the libraries of Standard Webhooks do", async () => {
    const provider = providerWith({ signature: standardWebhooks });
    const secret = inklinkSecret.replace("whsec_", "");
    await expect(
      verifyWebhook(provider, ink1, { secret, now: at(1749652200) }),
    ).resolves.toBeDefined();
  });

  it.each([
    ["has another prefix", "whpk_aW5rbGluay10ZXN0LXNlY3JldC0wMTIzNDU2Nzg5YWI="],
    ["is not base64", "whsec_%%%"],
    ["is cut", "whsec_aW5rb"],
    ["is its prefix alone", "whsec_"],
  ])("are refused without being shown when one %s", async (_, secret) => {
    const provider = providerWith({ signature: standardWebhooks });
    const work = verifyWebhook(provider, ink1, { secret: [inklinkSecret, secret] });
    await expect(work).rejects.toMatchObject({
      code: "credential_invalid",
      option: "secret",
      message: "The option `secret` must be whsec_<base64>; copy it whole.",
    });
  });
});

it("a secret that should be hexadecimal says so when it is not", async () => {
  const provider = providerWith({ signature: { ...onfido, keyEncoding: "hex" } });
  const delivery = { body: "{}", headers: { "X-SHA2-Signature": "00" } };
  await expect(verifyWebhook(provider, delivery, { secret: "xyz" })).rejects.toThrow(
    "The option `secret` must be <hex>; copy it whole.",
  );
});

describe("rotation", () => {
  const body = '{"type":"a"}';
  const set = (secret: string, time: number): string =>
    `t=${time},v1=${hmac(secret, `${time}.${body}`)}`;
  it.each([
    ["any set that is fresh counts", `${set("s", 1)} ${set("s", 1000)}`, "accepted"],
    ["in any order", `${set("s", 1000)} ${set("s", 1)}`, "accepted"],
    ["a set that is stale says so", `${set("x", 1000)} ${set("s", 1)}`, "timestamp_stale"],
    ["sets of unknown secrets do not", `${set("x", 1000)} ${set("y", 1000)}`, "signature_mismatch"],
  ])("%s", async (_, header, expected) => {
    const provider = providerWith({ signature: { ...stripe, valueSeparator: " " } });
    const delivery = { body, headers: { "Stripe-Signature": header } };
    const work = verifyWebhook(provider, delivery, { secret: "s", now: at(1000) });
    expect((await refusalOf(work)).replace("WebhookError ", "")).toBe(expected);
  });

  it("finds the signature among several of one list", async () => {
    const header = `t=1000,v1=${hmac("old", `1000.${body}`)},v1=${hmac("s", `1000.${body}`)},v0=x`;
    const delivery = { body, headers: { "Stripe-Signature": header } };
    const provider = providerWith({ signature: stripe });
    const work = verifyWebhook(provider, delivery, { secret: "s", now: at(1000) });
    expect(await refusalOf(work)).toBe("accepted");
  });
});
