import { describe, expect, it } from "vitest";
import { verifyPersonaWebhook } from "../../src/providers/persona.ts";
import { type VerifyWebhookOptions, verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import { at, ink1, inklinkSecret, outcomeOf, pe1, pe1With } from "./deliveries.ts";
import { hmac, onfido, providerWith, standardWebhooks, stripe } from "./schemes.ts";

describe("secrets", () => {
  it.each<[string, VerifyWebhookOptions["secret"]]>([
    ["a string", pe1.secret],
    ["an array", ["another", pe1.secret]],
    ["a function", () => pe1.secret],
    ["an async function that returns an array", async () => [pe1.secret, "another"]],
  ])("can be %s", async (_, secret) => {
    expect(await pe1With({ secret })).toBe("accepted");
  });

  it.each<[string, VerifyWebhookOptions["secret"], string]>([
    ["an empty array", [], "CredentialError credential_missing"],
    ["an empty string", "", "CredentialError credential_missing"],
    ["an array with an empty string", [pe1.secret, ""], "CredentialError credential_missing"],
    [
      "a string with a trailing line break",
      `${pe1.secret}\n`,
      "CredentialError credential_invalid",
    ],
    ["a string with a line break inside", "one\ntwo", "CredentialError credential_invalid"],
    ["a function that returns an empty string", () => "", "CredentialError credential_missing"],
    [
      "a function that throws",
      () => Promise.reject(new Error("vault is sealed")),
      "CredentialError credential_invalid",
    ],
  ])("cannot be %s", async (_, secret, expected) => {
    expect(await pe1With({ secret })).toBe(expected);
    await expect(verifyPersonaWebhook(pe1, { secret })).rejects.toMatchObject({ option: "secret" });
  });

  it("from an untyped program are rejected if they are not strings", async () => {
    const secret: object = [["a"], 7];
    const work = verifyPersonaWebhook(pe1, { secret: secret as string[] });
    await expect(work).rejects.toMatchObject({
      code: "credential_invalid",
      message: "The option `secret` must be a non-empty string without line breaks.",
    });
  });

  it.each([" whsec", "whsec ", '"whsec"', "'whsec'", "`whsec`", "\twhsec"])(
    "are rejected with a hint when they are surrounded by what was copied along: %j",
    async (secret) => {
      await expect(verifyPersonaWebhook(pe1, { secret })).rejects.toMatchObject({
        code: "credential_invalid",
        message: "The option `secret` must not be surrounded by white space or quotes.",
      });
    },
  );

  it("keep the cause if their function throws", async () => {
    const cause = new Error("vault is sealed");
    const work = verifyPersonaWebhook(pe1, { secret: () => Promise.reject(cause) });
    await expect(work).rejects.toMatchObject({
      message: "The option `secret` is a function that threw; see `cause`.",
      cause,
    });
  });

  it("are accepted without their prefix too, as in the Standard Webhooks libraries", async () => {
    const provider = providerWith({ signature: standardWebhooks });
    const secret = inklinkSecret.replace("whsec_", "");
    await expect(
      verifyWebhook(provider, ink1, { secret, now: at(1749652200) }),
    ).resolves.toBeDefined();
  });

  it.each([
    ["has another prefix", "whpk_aW5rbGluay10ZXN0LXNlY3JldC0wMTIzNDU2Nzg5YWI="],
    ["is not base64", "whsec_%%%"],
    ["is truncated", "whsec_aW5rb"],
    ["is only the prefix", "whsec_"],
  ])("are rejected without being shown if one %s", async (_, secret) => {
    const provider = providerWith({ signature: standardWebhooks });
    const work = verifyWebhook(provider, ink1, { secret: [inklinkSecret, secret] });
    await expect(work).rejects.toMatchObject({
      code: "credential_invalid",
      option: "secret",
      message: "The option `secret` must be whsec_<base64>; copy it in full.",
    });
  });
});

it("names the encoding of a secret that should be hexadecimal but is not", async () => {
  const provider = providerWith({ signature: { ...onfido, keyEncoding: "hex" } });
  const delivery = { body: "{}", headers: { "X-SHA2-Signature": "00" } };
  await expect(verifyWebhook(provider, delivery, { secret: "xyz" })).rejects.toThrow(
    "The option `secret` must be <hex>; copy it in full.",
  );
});

describe("rotation", () => {
  const body = '{"type":"a"}';
  const set = (secret: string, time: number): string =>
    `t=${time},v1=${hmac(secret, `${time}.${body}`)}`;
  it.each([
    ["accepts a fresh set after a stale one", `${set("s", 1)} ${set("s", 1000)}`, "accepted"],
    ["accepts a fresh set before a stale one", `${set("s", 1000)} ${set("s", 1)}`, "accepted"],
    ["reports a stale set", `${set("x", 1000)} ${set("s", 1)}`, "timestamp_stale"],
    ["rejects unknown secrets", `${set("x", 1000)} ${set("y", 1000)}`, "signature_mismatch"],
  ])("%s", async (_, header, expected) => {
    const provider = providerWith({ signature: { ...stripe, valueSeparator: " " } });
    const delivery = { body, headers: { "Stripe-Signature": header } };
    const work = verifyWebhook(provider, delivery, { secret: "s", now: at(1000) });
    expect((await outcomeOf(work)).replace("WebhookError ", "")).toBe(expected);
  });

  it("finds the signature among several in one list", async () => {
    const header = `t=1000,v1=${hmac("old", `1000.${body}`)},v1=${hmac("s", `1000.${body}`)},v0=x`;
    const delivery = { body, headers: { "Stripe-Signature": header } };
    const provider = providerWith({ signature: stripe });
    const work = verifyWebhook(provider, delivery, { secret: "s", now: at(1000) });
    expect(await outcomeOf(work)).toBe("accepted");
  });
});
