import { DOCUMENT } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

/** A document with a signature in the header X-Sign; its further fields are given as lines of YAML. */
function withHmac(...lines: string[]): string {
  return `${DOCUMENT}security: [{ sign: [] }]
components:
  securitySchemes:
    token: { type: apiKey, in: header, name: X-Token }
    bearer: { type: http, scheme: bearer }
    other:
      type: apiKey
      in: header
      name: X-Other
      x-countersign-hmac:
        credential: key
        algorithm: SHA-256
        encoding: hex
        message: ["{path}{timestamp}{nonce}"]
        timestamp: { header: X-Time, unit: s }
        nonce: { header: X-Nonce }
    sign:
      type: apiKey
      in: header
      name: X-Sign
      x-countersign-hmac:
        credential: key
        algorithm: SHA-256
        encoding: hex
${lines.map((line) => `        ${line}\n`).join("")}`;
}

describe("refuses a signature", () => {
  test.for([
    [
      "whose message contains a credential with the name of a client option",
      ['message: ["{path}{credential:fetch}"]'],
      '38:19 "fetch" is not a valid credential name.',
    ],
    [
      "whose message contains an undeclared timestamp",
      ['message: ["{path}", "{timestamp}"]'],
      "38:18 {timestamp} is used, but `timestamp` is missing.",
    ],
    [
      "whose value contains an undeclared nonce",
      ['message: ["{path}"]', 'value: "{nonce}.{signature}"'],
      "39:16 {nonce} is used, but `nonce` is missing.",
    ],
    [
      "with a timestamp that it does not cover",
      ['message: ["{path}"]', "timestamp: { header: X-Time, unit: s }"],
      "39:20 The signature does not cover `timestamp`.",
    ],
    [
      "with a nonce that is sent, but not covered",
      ['message: ["{path}"]', 'value: "{nonce}.{signature}"', "nonce: {}"],
      "40:16 The signature does not cover `nonce`.",
    ],
    [
      "with a timestamp that is never sent",
      ['message: ["{path}{timestamp}"]', "timestamp: { unit: s }"],
      "39:20 The timestamp is never sent to the provider.",
    ],
    [
      "with a nonce that is never sent",
      ['message: ["{path}{nonce}"]', "nonce: {}"],
      "39:16 The nonce is never sent to the provider.",
    ],
    [
      "with a timestamp in the query, which it does not cover",
      ['message: ["{path}"]', "timestamp: { parameter: ts, unit: s }"],
      "39:20 The signature does not cover `timestamp`.",
    ],
    [
      "with a timestamp in a header and in the query",
      [
        'message: ["{path}{query}{timestamp}"]',
        "timestamp: { header: X-T, parameter: ts, unit: s }",
      ],
      "39:20 The timestamp is sent in both a header and the query.",
    ],
    [
      "with timestamp and nonce in the same query parameter",
      [
        'message: ["{path}{queryString}"]',
        "timestamp: { parameter: t, unit: s }",
        "nonce: { parameter: t }",
      ],
      "40:29 The query parameter t is declared twice.",
    ],
    [
      "of a path parameter that its operation does not have",
      ['message: ["{pathParameter:id}"]'],
      '10:7 "sign" signs the path parameter "id", which is no segment of this path.',
    ],
    [
      "with its timestamp in its own header",
      ['message: ["{path}{timestamp}"]', "timestamp: { header: x-sign, unit: s }"],
      "39:30 The header x-sign is declared twice.",
    ],
    [
      "with timestamp and nonce in the same header",
      [
        'message: ["{path}{timestamp}{nonce}"]',
        "timestamp: { header: X-A, unit: s }",
        "nonce: { header: x-a }",
      ],
      "39:30 The header X-A is declared twice.",
    ],
    [
      "that covers itself",
      ['message: ["{path}", "{header:x-sign}"]'],
      "38:29 The signature covers its own header, x-sign.",
    ],
    [
      "that covers a header which is set later",
      ['message: ["{path}", "{header:Host}"]'],
      "38:29 The HTTP client sets the header Host after signing.",
    ],
    [
      "that covers a header which fetch adds",
      ['message: ["{path}", "{header:user-agent}"]'],
      "38:29 The HTTP client sets the header user-agent after signing.",
    ],
  ] as const)("%s", async ([, lines, expected]) => {
    expect(await refusal(withHmac(...lines))).toBe(`openapi.yaml:${expected}`);
  });
});

describe("accepts a signature", () => {
  test.for([
    [
      "whose timestamp is covered as a header",
      ['message: ["{path}{header:x-time}"]', "timestamp: { header: X-Time, unit: s }"],
    ],
    [
      "whose timestamp and nonce are sent only in its value",
      [
        'message: ["{path}{timestamp}{nonce}"]',
        'value: "{timestamp} {nonce} {signature}"',
        "timestamp: { unit: ms }",
        "nonce: {}",
      ],
    ],
  ] as const)("%s", async ([, lines]) => {
    const files = await generated(withHmac(...lines));
    expect(Object.keys(files)).toContain("src/generated/provider.ts");
  });
});

describe("a security requirement", () => {
  const message = 'message: ["{path}{timestamp}{nonce}"]';
  const requiring = (requirement: string, ...lines: string[]) =>
    withHmac(message, ...lines).replace("{ sign: [] }", requirement);

  test("may have two signatures that share a timestamp and a nonce", async () => {
    const fields = ["timestamp: { header: X-Time, unit: s }", "nonce: { header: x-nonce }"];
    const files = await generated(requiring("{ sign: [], other: [] }", ...fields));
    expect(Object.keys(files)).toContain("src/generated/provider.ts");
  });

  test.for([
    ["X-Time", "{ sign: [], other: [] }", "{ header: X-Time, unit: ms }"],
    ["X-Token", "{ sign: [], token: [] }", "{ header: X-Token, unit: s }"],
    ["Authorization", "{ sign: [], bearer: [] }", "{ header: AUTHORIZATION, unit: s }"],
  ] as const)("must not set the header %s twice", async ([header, schemes, timestamp]) => {
    const fields = [`timestamp: ${timestamp}`, "nonce: { header: X-Nonce }"];
    expect(await refusal(requiring(schemes, ...fields))).toMatch(
      new RegExp(
        `^openapi.yaml:14:\\d+ The header ${header} has two values in this requirement`,
        "i",
      ),
    );
  });
});

test("refuses a query parameter that both an operation and signing add", async () => {
  const document = withHmac(
    'message: ["{path}{queryString}"]',
    "timestamp: { parameter: ts, unit: s }",
  );
  const declared = "parameters: [{ name: ts, in: query, schema: { type: string } }]";
  expect(
    await refusal(document.replace("      responses:", `      ${declared}\n      responses:`)),
  ).toBe(
    'openapi.yaml:10:7 "sign" adds the query parameter "ts", which the operation declares as well.',
  );
});
