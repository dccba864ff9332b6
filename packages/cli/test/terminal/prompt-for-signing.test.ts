import type { ChosenSigning, OpenSignature, OpenSigning } from "@countersign/upkeep/add";
import { expect, test } from "vitest";
import { promptForSigning } from "../../src/terminal/prompt-for-signing.ts";
import { CLEAR_LINE, DOWN, ENTER, person } from "../helpers/person.ts";

const SIGNATURE: OpenSignature = {
  scheme: "AppSignature",
  header: "X-App-Access-Sig",
  isLikely: true,
  timestampHeader: "X-App-Access-Ts",
};
const KEY = { ...SIGNATURE, scheme: "AppToken", header: "X-App-Token", isLikely: false };
const REQUESTS: OpenSigning = { requests: [KEY, SIGNATURE], webhookEvents: 0 };
const WEBHOOKS: OpenSigning = { requests: [], webhookEvents: 1 };
const NOTHING: ChosenSigning = { requests: new Map() };

async function chosen(open: OpenSigning, keys: readonly string[], given = NOTHING) {
  const { terminal, shown } = person(...keys);
  const { requests, webhooks } = await promptForSigning(open, given, terminal);
  return { requests: Object.fromEntries(requests), webhooks, shown: shown() };
}

const down = (times: number) => Array.from({ length: times }, () => DOWN);

test("a preset is chosen with the header that carries its time", async () => {
  const { requests, shown } = await chosen(REQUESTS, [ENTER, ENTER]);
  expect(requests).toEqual({
    AppSignature: {
      algorithm: "SHA-256",
      message: ["{timestamp}", "{method}", "{path}", "{query}", "{body}"],
      encoding: "hex",
      timestamp: { unit: "s", header: "X-App-Access-Ts" },
    },
  });
  expect(shown).toContain("X-App-Access-Sig (AppSignature) looks like a signature.");
  expect(shown).toContain("as sumsub does: time, method, path, query and body");
  expect(shown).not.toContain("X-App-Token");
});

test("a preset without such a header needs nothing else", async () => {
  const paywint = await chosen(REQUESTS, [DOWN, ENTER]);
  expect(paywint.requests.AppSignature).toMatchObject({ bodyHash: { whenEmpty: "omit" } });
  const stripe = await chosen(REQUESTS, [DOWN, DOWN, ENTER]);
  expect(stripe.requests.AppSignature).toMatchObject({ value: "t={timestamp},v1={signature}" });
});

test("another way is described field by field, and an invalid field is prompted for again", async () => {
  const { requests, shown } = await chosen(REQUESTS, [
    ...[...down(3), ENTER],
    ...[CLEAR_LINE, "{method}", ENTER],
    ...[CLEAR_LINE, "{timestamp}|{nonce}|{method}|{path}|{bodyHash}", ENTER],
    ...[DOWN, ENTER], // SHA-512
    ...[DOWN, DOWN, ENTER], // a key in base64
    ...[DOWN, ENTER], // a signature in base64
    ...[CLEAR_LINE, "v1", ENTER],
    ...[CLEAR_LINE, "v1={signature}", ENTER],
    ...[ENTER, ENTER, DOWN, ENTER], // SHA-256 of the body in hex, also of no body
    ...[DOWN, ENTER], // milliseconds
    ...["Host", ENTER, CLEAR_LINE, "X-Nonce", ENTER],
    ...[CLEAR_LINE, "X-Nonce", ENTER, CLEAR_LINE, "X-Time", ENTER],
  ]);
  expect(requests.AppSignature).toEqual({
    algorithm: "SHA-512",
    keyEncoding: "base64",
    message: ["{timestamp}|{nonce}|{method}|{path}|{bodyHash}"],
    encoding: "base64",
    value: "v1={signature}",
    bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "hash" },
    timestamp: { unit: "ms", header: "X-Time" },
    nonce: { header: "X-Nonce" },
  });
  expect(shown).toContain("The message covers neither the path nor the body.");
  expect(shown).toContain("`x-countersign-hmac.value` cannot be");
  expect(shown).toContain("The header Host is set by the HTTP client");
  expect(shown).toContain("The header X-Nonce is declared twice.");
});

test("a time and a nonce in the header's value have no header of their own", async () => {
  const { requests } = await chosen(REQUESTS, [
    ...[...down(3), ENTER],
    ...[CLEAR_LINE, "{timestamp}{nonce}{body}", ENTER],
    ...[ENTER, ENTER, ENTER],
    ...[CLEAR_LINE, "{timestamp}:{nonce}:{signature}", ENTER],
    ENTER,
  ]);
  expect(requests.AppSignature).toMatchObject({ timestamp: { unit: "s" }, nonce: {} });
});

test("a parameter is named once", async () => {
  const parameter = { ...SIGNATURE, scheme: "X-Signature", header: "X-Signature" };
  const { shown } = await chosen({ requests: [parameter], webhookEvents: 0 }, [DOWN, ENTER]);
  expect(shown).toContain("◆  X-Signature looks like a signature.");
});

test("a header may be no signature", async () => {
  expect((await chosen(REQUESTS, [...down(4), ENTER])).requests).toEqual({ AppSignature: "none" });
});

test("nothing is prompted for that flags have set", async () => {
  const given = { requests: new Map([["AppSignature", "sumsub"]]) };
  expect(await chosen(REQUESTS, [], given)).toEqual({
    requests: { AppSignature: "sumsub" },
    webhooks: undefined,
    shown: "",
  });
  const webhooks = { header: "Acme-Signature", form: "stripe" };
  const { shown } = await chosen(WEBHOOKS, [], { requests: new Map(), webhooks });
  expect(shown).toBe("");
});

test("webhook deliveries are signed as stripe signs them, in another way, or not", async () => {
  const stripe = await chosen(WEBHOOKS, [
    ENTER,
    "Acme Signature",
    ENTER,
    CLEAR_LINE,
    "Acme-Signature",
    ENTER,
  ]);
  expect(stripe.webhooks).toMatchObject({
    header: "Acme-Signature",
    form: { message: ["{timestamp}", "{body}"] },
  });
  expect(stripe.shown).not.toContain("sumsub");
  const other = await chosen(WEBHOOKS, [
    ...[DOWN, ENTER, "X-Hook", ENTER],
    ...[CLEAR_LINE, "{path}{body}", ENTER, CLEAR_LINE, "{body}", ENTER],
    ...[ENTER, ENTER, ENTER, ENTER],
  ]);
  expect(other.webhooks).toMatchObject({ header: "X-Hook", form: { message: ["{body}"] } });
  expect(other.shown).toContain("cannot be");
  expect((await chosen(WEBHOOKS, [DOWN, DOWN, ENTER])).webhooks).toBeUndefined();
});

test("Ctrl+C cancels", async () => {
  await expect(chosen(REQUESTS, ["\x03"])).rejects.toThrow("Cancelled; nothing was written.");
  await expect(chosen(REQUESTS, [ENTER, "\x03"])).rejects.toThrow(
    "Cancelled; nothing was written.",
  );
});

test("text from the document cannot control the terminal", async () => {
  const evil = { ...SIGNATURE, scheme: "a\u001b[2J\u202eb" };
  const { shown } = await chosen({ requests: [evil], webhookEvents: 0 }, [DOWN, ENTER]);
  expect(shown).toContain("(a\\u{1b}[2J\\u{202e}b)");
});
