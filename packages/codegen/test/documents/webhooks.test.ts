import { DOCUMENT } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

/** A document with a webhook signature in the header X-Sign; its further fields are given as lines of YAML. */
function withSignature(...lines: string[]): string {
  return `x-countersign-webhooks:
  signature:
    header: X-Sign
    credential: webhookSecret
    algorithm: SHA-256
    encoding: hex
${lines.map((line) => `    ${line}\n`).join("")}${DOCUMENT}`;
}

describe("refuses a webhook signature", () => {
  test.for([
    [
      "whose message omits the body",
      ['message: ["{timestamp}"]', "timestamp: { header: X-Time, unit: s }"],
      "7:14 The message does not cover the body.",
    ],
    [
      "whose timestamp in a header is not signed",
      ['message: ["{body}"]', "timestamp: { header: X-Time, unit: s }"],
      "8:16 The signature does not cover the timestamp.",
    ],
    [
      "whose timestamp in the value is not signed",
      ['message: ["{body}"]', 'value: "t={timestamp},v1={signature}"'],
      "8:12 The signature does not cover the timestamp.",
    ],
    [
      "whose message contains a timestamp without a location",
      ['message: ["{timestamp}{body}"]'],
      "7:14 {timestamp} is used, but nothing declares where it is.",
    ],
    [
      "whose message contains the signature's own header",
      ['message: ["{header:x-sign}{body}"]'],
      "7:14 The signature covers its own header, X-Sign.",
    ],
    [
      "whose message contains a credential, which deliveries never do",
      ['message: ["{credential:account}{body}"]'],
      '7:15 `x-countersign-webhooks.signature.message.0` cannot be "{credential:account}{body}"; allowed: Literal text and tokens: {timestamp}, {body}, {header:Name}. There is no {credential}: deliveries never contain one.',
    ],
  ] as const)("%s", async ([, lines, expected]) => {
    expect(await refusal(withSignature(...lines))).toBe(`openapi.yaml:${expected}`);
  });
});

describe("accepts a webhook signature", () => {
  test.for([
    ["without a timestamp", ['message: ["{body}"]']],
    [
      "whose timestamp is signed as a header",
      ['message: ["{header:x-time}{body}"]', "timestamp: { header: X-Time, unit: s }"],
    ],
    [
      "whose timestamp is only in its value",
      ['message: ["{timestamp}.{body}"]', 'value: "t={timestamp},v1={signature}"'],
    ],
  ] as const)("%s", async ([, lines]) => {
    const files = await generated(withSignature(...lines));
    expect(Object.keys(files)).toContain("src/generated/provider.ts");
  });
});
