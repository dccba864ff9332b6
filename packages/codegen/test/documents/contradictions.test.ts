import { DOCUMENT } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

// Descriptions that are valid field by field, but that no client could follow: the signed request would
// differ from the one sent, or every delivery would be rejected.

/** A document with a signature in the header X-Sign, and another signature that covers this header. */
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

describe("refuses a request signature", () => {
  test.for([
    [
      "in a header of the connection",
      withHmac(path, { header: "Content-Length" }),
      "Content-Length",
    ],
    [
      "in the header for the body's media type",
      withHmac(path, { header: "content-type" }),
      "content-type",
    ],
    [
      "with its timestamp in a header of the connection",
      withHmac(`${dated}, timestamp: { header: Host, unit: s }`),
      "Host",
    ],
    [
      "with its nonce in a header that fetch adds",
      withHmac('message: ["{path}{nonce}"], nonce: { header: User-Agent }'),
      "User-Agent",
    ],
  ] as const)("%s", async ([, document, header]) => {
    expect(await refusal(document)).toMatch(
      new RegExp(
        `^openapi.yaml:18:\\d+ The header ${header} is set by the HTTP client, and cannot carry this value\\.$`,
      ),
    );
  });

  test("that covers a signature computed after it", async () => {
    const inOrder = withHmac(path, { security: "{ sign: [], outer: [] }" });
    expect(Object.keys(await generated(inOrder))).toContain("src/generated/provider.ts");
    expect(await refusal(withHmac(path, { security: "{ outer: [], sign: [] }" }))).toBe(
      'openapi.yaml:14:21 "outer" signs the header x-sign, which "sign" sets later.',
    );
  });

  test.for(['"{body}"', '"{time}"', '"{"', '"a}"'])(
    "with a brace in its separator, %s, because tokens belong in the message",
    async (separator) => {
      expect(await refusal(withHmac(`${path}, separator: ${separator}`))).toContain(
        "`x-countersign-hmac.separator` cannot be ",
      );
    },
  );

  test("on a scheme without a header for it", async () => {
    const scheme =
      'type: http, scheme: bearer, x-countersign-hmac: { credential: key, algorithm: SHA-256, encoding: hex, message: ["{path}"] }';
    const document = `${DOCUMENT}components: { securitySchemes: { sign: { ${scheme} } } }\n`;
    expect(await refusal(document)).toBe(
      'openapi.yaml:14:90 The security scheme "sign" has the type http, which cannot carry a signature.',
    );
  });
});

/** A document with deliveries signed in the header X-Sign. */
function withSignature(fields: string, beside = ""): string {
  const signature = `header: X-Sign, credential: webhookSecret, algorithm: SHA-256, encoding: hex, ${fields}`;
  return `x-countersign-webhooks: { ${beside}signature: { ${signature} } }\n${DOCUMENT}`;
}

const body = 'message: ["{body}"]';
const signedTime = 'message: ["{timestamp}{body}"]';
const timestamp = "timestamp: { header: X-Time, unit: s }";
const list = 'value: "t={timestamp},v1={signature}"';

describe("refuses a delivery signature", () => {
  test.for([
    [
      "next to a token, because one of them would never be checked",
      withSignature(body, "token: { header: X-Token, credential: webhookToken }, "),
      "Deliveries have both `signature` and `token`.",
    ],
    [
      "with two declarations of its timestamp",
      withSignature(`${signedTime}, ${list}, ${timestamp}`),
      "The timestamp is declared twice.",
    ],
    [
      "with its timestamp in its own header",
      withSignature(`${signedTime}, timestamp: { header: x-sign, unit: s }`),
      "The header x-sign is declared twice.",
    ],
    [
      "in the header of the delivery ID",
      withSignature(body, "id: { header: x-sign }, "),
      "The header x-sign is declared twice.",
    ],
    [
      "whose separator occurs in its value",
      withSignature(`${signedTime}, ${list}, valueSeparator: ","`),
      "`valueSeparator` is ambiguous: it can occur in what it separates.",
    ],
    [
      "whose separator could be part of a signature",
      withSignature(`${body}, valueSeparator: "a0"`),
      "`valueSeparator` is ambiguous: it can occur in what it separates.",
    ],
    [
      "whose value contains what joins repeated headers",
      withSignature(`${signedTime}, value: "t={timestamp}, v1={signature}", valueSeparator: ";"`),
      "`valueSeparator` is ambiguous: it can occur in what it separates.",
    ],
  ] as const)("%s", async ([, document, message]) => {
    expect(await refusal(document)).toMatch(/^openapi\.yaml:1:\d+ /);
    expect((await refusal(document)).replace(/^\S+ /, "")).toBe(message);
  });

  test.for([
    ["timestamp and signature are adjacent", `${signedTime}, value: "{timestamp}{signature}"`],
    ["a digit follows the timestamp", `${signedTime}, value: "{timestamp}0{signature}"`],
    ["there is a space at one end", `${body}, value: "{signature} "`],
    ["there is a line break", `${body}, value: "a\\n{signature}"`],
    ["there is a character that headers cannot carry", `${body}, value: "é{signature}"`],
  ] as const)("with a value in which %s", async ([, fields]) => {
    expect(await refusal(withSignature(fields))).toContain(
      "`x-countersign-webhooks.signature.value` cannot be ",
    );
  });

  test.for(['"{body}"', '"{time}"', '"}"'])(
    "with a brace in its separator, %s, because tokens belong in the message",
    async (separator) => {
      expect(await refusal(withSignature(`${body}, separator: ${separator}`))).toContain(
        "`x-countersign-webhooks.signature.separator` cannot be ",
      );
    },
  );
});

describe("refuses a header name with a space", () => {
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
  ] as const)("for %s", async ([location, document]) => {
    expect(await refusal(document)).toContain(
      `\`x-countersign-webhooks.${location}.header\` cannot be "X Name"`,
    );
  });
});

test.for([
  [
    "a list of parts, with a space between signatures",
    `${signedTime}, ${list}, valueSeparator: " "`,
  ],
  [
    "a version before the signature, with a space between signatures",
    `${body}, value: "v1,{signature}", valueSeparator: " "`,
  ],
  [
    "a timestamp, followed by text that begins with a letter",
    `${signedTime}, value: "{timestamp}v1{signature}"`,
  ],
] as const)("accepts a delivery signature whose value is %s", async ([, fields]) => {
  expect(Object.keys(await generated(withSignature(fields)))).toContain(
    "src/generated/provider.ts",
  );
});
