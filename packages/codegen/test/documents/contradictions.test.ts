import { DOCUMENT } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

// Descriptions whose every field is allowed, and which no client could follow: what is signed would not be
// what is sent, or no delivery would ever be accepted.

/** A document with a signature in the header X-Sign, and another that covers that header. */
function withHmac(fields: string, { header = "X-Sign", security = "{ sign: [] }" } = {}): string {
  const common = "credential: key, algorithm: SHA-256, encoding: hex";
  return `${DOCUMENT}security: [${security}]
components:
  securitySchemes:
    outer: { type: apiKey, in: header, name: X-Outer, x-countersign-hmac: { ${common}, message: ["{path}{header:x-sign}"] } }
    sign: { type: apiKey, in: header, name: ${header}, x-countersign-hmac: { ${common}, ${fields} } }
`;
}

const path = 'message: ["{path}"]';
const dated = 'message: ["{path}{timestamp}"]';

describe("a signature of requests is refused", () => {
  test.for([
    [
      "whose header the connection writes",
      withHmac(path, { header: "Content-Length" }),
      "Content-Length",
    ],
    [
      "whose header says what the body is",
      withHmac(path, { header: "content-type" }),
      "content-type",
    ],
    [
      "whose timestamp stands in a header of the connection",
      withHmac(`${dated}, timestamp: { header: Host, unit: s }`),
      "Host",
    ],
    [
      "whose nonce stands in a header that fetch adds",
      withHmac('message: ["{path}{nonce}"], nonce: { header: User-Agent }'),
      "User-Agent",
    ],
  ] as const)("%s", async ([, document, header]) => {
    expect(await refusal(document)).toMatch(
      new RegExp(
        `^openapi.yaml:18:\\d+ The header ${header} is written by what sends the request, and cannot carry this\\.$`,
      ),
    );
  });

  test("which covers another signature that is computed after it", async () => {
    const inOrder = withHmac(path, { security: "{ sign: [], outer: [] }" });
    expect(Object.keys(await generated(inOrder))).toContain("src/generated/provider.ts");
    expect(await refusal(withHmac(path, { security: "{ outer: [], sign: [] }" }))).toBe(
      'openapi.yaml:14:21 "outer" covers the header x-sign, which "sign" sets after it.',
    );
  });

  test.for(['"{body}"', '"{time}"', '"{"', '"a}"'])(
    "whose separator %s has a brace: tokens stand in the message",
    async (separator) => {
      expect(await refusal(withHmac(`${path}, separator: ${separator}`))).toContain(
        "`x-countersign-hmac.separator` cannot be ",
      );
    },
  );

  test("on a scheme that has no header to put it into", async () => {
    const scheme =
      'type: http, scheme: bearer, x-countersign-hmac: { credential: key, algorithm: SHA-256, encoding: hex, message: ["{path}"] }';
    const document = `${DOCUMENT}components: { securitySchemes: { sign: { ${scheme} } } }\n`;
    expect(await refusal(document)).toBe(
      'openapi.yaml:14:90 The security scheme "sign" is http, which carries no signature.',
    );
  });
});

/** A document whose deliveries are signed in the header X-Sign. */
function withSignature(fields: string, beside = ""): string {
  const signature = `header: X-Sign, credential: webhookSecret, algorithm: SHA-256, encoding: hex, ${fields}`;
  return `x-countersign-webhooks: { ${beside}signature: { ${signature} } }\n${DOCUMENT}`;
}

const body = 'message: ["{body}"]';
const signedTime = 'message: ["{timestamp}{body}"]';
const timestamp = "timestamp: { header: X-Time, unit: s }";
const list = 'value: "t={timestamp},v1={signature}"';

describe("a signature of deliveries is refused", () => {
  test.for([
    [
      "beside a token, of which one would never be looked at",
      withSignature(body, "token: { header: X-Token, credential: webhookToken }, "),
      "Deliveries have both `signature` and `token`.",
    ],
    [
      "with a time in two places",
      withSignature(`${signedTime}, ${list}, ${timestamp}`),
      "The timestamp stands in two places.",
    ],
    [
      "with a time in its own header",
      withSignature(`${signedTime}, timestamp: { header: x-sign, unit: s }`),
      "The header x-sign is named twice.",
    ],
    [
      "in the header of the delivery's id",
      withSignature(body, "id: { header: x-sign }, "),
      "The header x-sign is named twice.",
    ],
    [
      "whose separator stands within a signature's own text",
      withSignature(`${signedTime}, ${list}, valueSeparator: ","`),
      "`valueSeparator` cannot be told from what it separates.",
    ],
    [
      "whose separator could be part of a signature",
      withSignature(`${body}, valueSeparator: "a0"`),
      "`valueSeparator` cannot be told from what it separates.",
    ],
    [
      "whose text has what joins two headers of one name",
      withSignature(`${signedTime}, value: "t={timestamp}, v1={signature}", valueSeparator: ";"`),
      "`valueSeparator` cannot be told from what it separates.",
    ],
  ] as const)("%s", async ([, document, message]) => {
    expect(await refusal(document)).toMatch(/^openapi\.yaml:1:\d+ /);
    expect((await refusal(document)).replace(/^\S+ /, "")).toBe(message);
  });

  test.for([
    ["time and signature stand side by side", `${signedTime}, value: "{timestamp}{signature}"`],
    ["a digit stands behind the time", `${signedTime}, value: "{timestamp}0{signature}"`],
    ["there is a space at an end", `${body}, value: "{signature} "`],
    ["there is a line break", `${body}, value: "a\\n{signature}"`],
    ["there is what no header carries", `${body}, value: "é{signature}"`],
  ] as const)("in whose value %s", async ([, fields]) => {
    expect(await refusal(withSignature(fields))).toContain(
      "`x-countersign-webhooks.signature.value` cannot be ",
    );
  });

  test.for(['"{body}"', '"{time}"', '"}"'])(
    "whose separator %s has a brace: tokens stand in the message",
    async (separator) => {
      expect(await refusal(withSignature(`${body}, separator: ${separator}`))).toContain(
        "`x-countersign-webhooks.signature.separator` cannot be ",
      );
    },
  );
});

describe("no header's name has a space", () => {
  const named = (webhooks: string) => `x-countersign-webhooks: { ${webhooks} }\n${DOCUMENT}`;
  test.for([
    ["event", named('event: { header: "X Name" }')],
    ["id", named('id: { header: "X Name" }')],
    ["token", named('token: { header: "X Name", credential: webhookToken }')],
    ["signature", withSignature(body).replace("X-Sign", '"X Name"')],
    [
      "signature.timestamp",
      withSignature(`${signedTime}, timestamp: { header: "X Name", unit: s }`),
    ],
  ] as const)("not that of %s", async ([location, document]) => {
    expect(await refusal(document)).toContain(
      `\`x-countersign-webhooks.${location}.header\` cannot be "X Name"`,
    );
  });
});

test.for([
  ["a list of parts, with a space between sets", `${signedTime}, ${list}, valueSeparator: " "`],
  [
    "a version before the signature, with a space between sets",
    `${body}, value: "v1,{signature}", valueSeparator: " "`,
  ],
  [
    "a time and a text that begins with a letter",
    `${signedTime}, value: "{timestamp}v1{signature}"`,
  ],
] as const)("a signature of deliveries may have %s", async ([, fields]) => {
  expect(Object.keys(await generated(withSignature(fields)))).toContain(
    "src/generated/provider.ts",
  );
});
