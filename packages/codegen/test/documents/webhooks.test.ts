import { DOCUMENT } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

/** A document with a webhook signature in the header X-Sign, whose further fields are given as YAML lines. */
function withSignature(...lines: string[]): string {
  return `x-countersign-webhooks:
  signature:
    header: X-Sign
    credential: webhookSecret
    algorithm: SHA-256
    encoding: hex
${lines.map((line) => `    ${line}\n`).join("")}${DOCUMENT}`;
}

describe("a webhook signature is refused", () => {
  test.for([
    [
      "whose message leaves out the body",
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
      "whose message has a timestamp that stands nowhere",
      ['message: ["{timestamp}{body}"]'],
      "7:14 {timestamp} is used, but nothing says where it stands.",
    ],
    [
      "whose message has the signature's own header",
      ['message: ["{header:x-sign}{body}"]'],
      "7:14 The header X-Sign would have to sign itself.",
    ],
    [
      "whose message has a credential, which no delivery brings",
      ['message: ["{credential:account}{body}"]'],
      '7:15 `x-countersign-webhooks.signature.message.0` cannot be "{credential:account}{body}"; allowed: Text, and tokens: {timestamp}, {body}, {header:Name}. Nobody sends a credential with a delivery.',
    ],
  ] as const)("%s", async ([, lines, expected]) => {
    expect(await refusal(withSignature(...lines))).toBe(`openapi.yaml:${expected}`);
  });
});

describe("a webhook signature is accepted", () => {
  test.for([
    ["without a timestamp", ['message: ["{body}"]']],
    [
      "whose timestamp is signed as a header",
      ['message: ["{header:x-time}{body}"]', "timestamp: { header: X-Time, unit: s }"],
    ],
    [
      "whose value alone has the timestamp",
      ['message: ["{timestamp}.{body}"]', 'value: "t={timestamp},v1={signature}"'],
    ],
  ] as const)("%s", async ([, lines]) => {
    const files = await generated(withSignature(...lines));
    expect(Object.keys(files)).toContain("src/generated/provider.ts");
  });
});
