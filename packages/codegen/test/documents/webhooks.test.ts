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
      '7:15 `x-countersign-webhooks.signature.message.0` cannot be "{credential:account}{body}"; allowed: Literal text and tokens: {timestamp}, {body}, {body:/pointer}, {sortedForm}, {url}, {header:Name}. Path, query and host are part of {url}, a nonce is a {header:Name}, and a method is literal text. There is no {credential}: deliveries never contain one.',
    ],
  ] as const)("%s", async ([, lines, expected]) => {
    expect(await refusal(withSignature(...lines))).toBe(`openapi.yaml:${expected}`);
  });
});

const FIELDS = "credential: webhookSecret, algorithm: SHA-256, encoding: hex";

/** A document with these fields of `x-countersign-webhooks`. */
function withWebhooks(fields: string): string {
  return `x-countersign-webhooks: { ${fields} }\n${DOCUMENT}`;
}

const IN_BODY = `pointer: /sig, ${FIELDS}, message: ["{body:/id}"]`;

describe("refuses deliveries", () => {
  test.for([
    [
      "whose signature is nowhere",
      `signature: { ${FIELDS}, message: ["{body}"] }`,
      "Nothing declares where the signature is.",
    ],
    [
      "whose signature is in two locations",
      `signature: { header: X-Sign, ${IN_BODY} }`,
      "The signature is declared both in a header and in the body.",
    ],
    [
      "whose time is nowhere",
      `signature: { header: X-Sign, ${FIELDS}, message: ["{timestamp}{body}"], timestamp: { unit: s } }`,
      "Nothing declares where the timestamp is.",
    ],
    [
      "whose signature is a part of a field",
      `signature: { ${IN_BODY}, value: "v1={signature}" }`,
      "A signature in the body is the whole value of its field.",
    ],
    [
      "with several signatures in a field",
      `signature: { ${IN_BODY}, valueSeparator: "," }`,
      "A signature in the body is the whole value of its field.",
    ],
    [
      "whose signature in the body covers the whole body",
      `signature: { pointer: /sig, ${FIELDS}, message: ["{body}"] }`,
      "The signature covers itself, because it is in the body.",
    ],
    [
      "whose signature in the body covers its own field",
      `signature: { pointer: /sig, ${FIELDS}, message: ["{body:/sig}"] }`,
      "The signature covers itself, because it is in the body.",
    ],
    [
      "whose time in the body is not signed",
      `signature: { ${IN_BODY}, timestamp: { pointer: /time, unit: s } }`,
      "The signature does not cover the timestamp.",
    ],
    [
      "whose signature and time are in one field",
      `signature: { pointer: /sig, ${FIELDS}, message: ["{timestamp}{body:/id}"], timestamp: { pointer: /sig, unit: s } }`,
      "The field /sig is declared twice.",
    ],
    [
      "whose default algorithm a sender cannot name",
      `signature: { header: X-Sign, ${FIELDS}, message: ["{body}"], algorithms: { header: X-Alg, values: { sha1: SHA-1 } } }`,
      "`algorithms` has no name for SHA-256.",
    ],
    [
      "whose algorithm is named in the header of the signature",
      `signature: { header: X-Sign, ${FIELDS}, message: ["{body}"], algorithms: { header: x-sign, values: { sha256: SHA-256 } } }`,
      "The header x-sign is declared twice.",
    ],
    [
      "whose signature covers a sorted form, and that are no form",
      `signature: { header: X-Sign, ${FIELDS}, message: ["{sortedForm}"] }`,
      "{sortedForm} requires a form.",
    ],
    [
      "whose signature covers a field of a string",
      `body: text, signature: { header: X-Sign, ${FIELDS}, message: ["{body:/id}"] }`,
      "/id is not a field of the body, which is read as text.",
    ],
    [
      "whose signature covers a field within a field of a form",
      `body: form, signature: { header: X-Sign, ${FIELDS}, message: ["{body:/user/id}"] }`,
      "/user/id is not a field of the body, which is read as form.",
    ],
    [
      "whose event is named in a field of a string",
      "body: text, event: { pointer: /type }",
      "/type is not a field of the body, which is read as text.",
    ],
    [
      "that are read from a field, but are no form",
      "bodyField: payload",
      "`bodyField` is a field of a form, but the body is none.",
    ],
  ] as const)("%s", async ([, fields, message]) => {
    expect((await refusal(withWebhooks(fields))).replace(/^\S+ /, "")).toBe(message);
  });

  test("that are read in an unknown way, and lists the known ones", async () => {
    expect(await refusal(withWebhooks("body: xml"))).toContain(
      "`x-countersign-webhooks.body` must be one of json, form, text",
    );
  });

  test("whose time has another form, and lists the known ones", async () => {
    const fields = `header: X-Sign, ${FIELDS}, message: ["{timestamp}{body}"]`;
    const signature = `signature: { ${fields}, timestamp: { header: X-Time, unit: rfc2822 } }`;
    expect(await refusal(withWebhooks(signature))).toContain("must be one of s, ms, rfc3339");
  });

  test.for(["{path}", "{query}", "{host}", "{method}", "{nonce}"])(
    "whose signature covers %s, and names the word for it",
    async (token) => {
      const fields = `header: X-Sign, ${FIELDS}, message: ["${token}", "{body}"]`;
      const error = await refusal(withWebhooks(`signature: { ${fields} }`));
      expect(error).toContain(`cannot be "${token}"; allowed: Literal text and tokens:`);
      expect(error).toContain("Path, query and host are part of {url}, a nonce is a {header:Name}");
    },
  );
});

describe("documents what is not authenticated:", () => {
  const schema = "{ schema: { type: object } }";
  const made = `made: { post: { requestBody: { content: { application/json: ${schema} } } } }`;
  const generatedWith = (fields: string) =>
    generated(`${withWebhooks(fields)}webhooks: { ${made} }\n`);
  const header = "X-GitHub-Event";
  const signedBody = `signature: { header: X-Hub-Signature-256, ${FIELDS}, message: ["{body}"] }`;

  test("the name of an event in a header that is not signed", async () => {
    const files = await generatedWith(`event: { header: ${header} }, ${signedBody}`);
    expect(files["src/generated/webhooks.ts"]).toContain(`
  /** Not authenticated: nothing signs the header \`${header}\`, so anyone who has one delivery can change it. */
  readonly event: "made";
`);
    expect(files["README.md"]).toContain(`It does not cover the header \`${header}\``);
  });

  test("an ID in a header, beside a token, which signs nothing", async () => {
    const token = "token: { header: Authorization, credential: webhookToken }";
    const files = await generatedWith(`event: { pointer: /type }, id: { header: X-Id }, ${token}`);
    expect(files["src/generated/webhooks.ts"]).toContain(
      "undefined if there is none. Not authenticated: nothing signs the header `X-Id`,",
    );
  });

  test("the other fields of a body, if the signature covers some", async () => {
    const files = await generatedWith(`event: { pointer: /id }, signature: { ${IN_BODY} }`);
    const types = files["src/generated/webhooks.ts"];
    expect(types).toContain(`
  /** Authenticated in part: the signature covers \`/id\`, and no other field. */
  readonly body: `);
    expect(types).not.toContain("Not authenticated");
  });

  test.for([
    ["a signed header", `event: { header: ${header} }`, `"{header:x-github-event}{body}"`],
    ["a signed body", "event: { pointer: /type }", `"{body}"`],
  ])("nothing, for an event's name in %s", async ([, event, message]) => {
    const signature = `signature: { header: X-Sign, ${FIELDS}, message: [${message}] }`;
    const files = await generatedWith(`${event}, ${signature}`);
    expect(files["src/generated/webhooks.ts"]).not.toContain("uthenticated:");
    expect(files["README.md"]).not.toContain("not authenticated");
  });

  test("nothing, if deliveries cannot be verified at all", async () => {
    const files = await generatedWith("event: { pointer: /type }");
    expect(files["src/generated/webhooks.ts"]).not.toContain("uthenticated:");
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

test("leaves what only a sender needs out of the client", async () => {
  const signed = withSignature('message: ["{body}"]');
  const retried = signed.replace(
    "x-countersign-webhooks:\n",
    "x-countersign-webhooks:\n  retries: { delays: [60], evidence: documented }\n",
  );
  expect(retried).not.toBe(signed);
  const before = await generated(signed);
  const after = await generated(retried);
  const sources = (files: Readonly<Record<string, string>>) =>
    Object.entries(files).filter(([path]) => path.endsWith(".ts"));
  expect(sources(after)).toEqual(sources(before));
});

/** A document whose deliveries are signed with a private key; further fields are given as lines of YAML. */
function withKey(...lines: string[]): string {
  return `x-countersign-webhooks:
  asymmetric:
    header: X-Sign
    algorithm: Ed25519
${lines.map((line) => `    ${line}\n`).join("")}${DOCUMENT}`;
}

describe("a signature with a private key", () => {
  test("is in the table, with its defaults", async () => {
    const files = await generated(
      withKey("kind: detached", 'message: ["{body}"]', "encoding: hex", "keyPrefix: pk_"),
    );
    const { "src/generated/provider.ts": table } = files;
    for (const line of ['kind: "detached"', 'keyEncoding: "base64"', 'separator: ""']) {
      expect(table).toContain(line);
    }
  });

  test.for([
    [
      "without the body",
      [
        "kind: detached",
        'message: ["{timestamp}"]',
        "encoding: hex",
        "timestamp: { header: X-T, unit: s }",
      ],
      "6:14 The message does not cover the body.",
    ],
    [
      "with a time that is not signed",
      [
        "kind: detached",
        'message: ["{body}"]',
        "encoding: hex",
        "timestamp: { header: X-T, unit: s }",
      ],
      "8:16 The signature does not cover the timestamp.",
    ],
    [
      "in a token without a hash of the body",
      ["kind: jwt"],
      "3:5 `x-countersign-webhooks.asymmetric` requires `bodyHash`.",
    ],
    [
      "in a token that has a message",
      [
        "kind: jwt",
        "bodyHash: { claim: h, algorithm: SHA-256, encoding: hex }",
        'message: ["{body}"]',
      ],
      "7:14 `x-countersign-webhooks.asymmetric.message` is not a field of the vocabulary.",
    ],
  ] as const)("is refused %s", async ([, lines, expected]) => {
    expect(await refusal(withKey(...lines))).toBe(`openapi.yaml:${expected}`);
  });

  test("is refused beside a signature with a secret", async () => {
    const both = withSignature('message: ["{body}"]').replace(
      DOCUMENT,
      `  asymmetric: { kind: jwt, header: X-J, algorithm: ES256, bodyHash: { claim: h, algorithm: SHA-256, encoding: hex } }\n${DOCUMENT}`,
    );
    expect(await refusal(both)).toContain("Deliveries have both `signature` and `asymmetric`.");
  });
});
