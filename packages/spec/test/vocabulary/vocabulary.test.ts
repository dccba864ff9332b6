import { describe, expect, test } from "vitest";
import { type VocabularySubject, vocabularyProblems } from "../../src/vocabulary/vocabulary.ts";

const HMAC = {
  credential: "secretKey",
  algorithm: "SHA-256",
  message: ["{path}"],
  encoding: "hex",
};

function hmac(changed: object): object {
  return { "x-countersign-hmac": { ...HMAC, ...changed } };
}

function resource(value: unknown): object {
  return { "x-countersign-resource": value };
}

function resources(checks: object): object {
  return { "x-countersign-resources": { checks } };
}

function webhooks(retries: object): object {
  return { "x-countersign-webhooks": { retries } };
}

function messages(subject: VocabularySubject, node: object): string[] {
  return vocabularyProblems(node, subject).map(
    ({ path, message }) => `${path.join("/")}: ${message}`,
  );
}

describe("the vocabulary accepts", () => {
  test.for([
    ["an environment", "Server", { "x-countersign-environment": "sandbox" }],
    ["a credential", "SecurityScheme", { "x-countersign-credential": "apiKey" }],
    ["a minimal hmac", "SecurityScheme", hmac({})],
    [
      "an hmac with every field",
      "SecurityScheme",
      hmac({
        keyEncoding: "hex",
        separator: "\n",
        bodyHash: { algorithm: "SHA-1", encoding: "base64url", whenEmpty: "hash" },
        keyPrefix: "whsec_",
        value: "t={timestamp}, n={nonce}, sha256={signature}",
        timestamp: { header: "X-Timestamp", unit: "ms" },
        nonce: { header: "X-Nonce" },
      }),
    ],
    [
      "timestamp and nonce without their own headers",
      "SecurityScheme",
      hmac({ timestamp: { unit: "s" }, nonce: {} }),
    ],
    [
      "every token, and text around tokens",
      "SecurityScheme",
      hmac({
        message: [
          "v0",
          "{method} {path}{query}",
          "{host}",
          "{body}",
          "{bodyHash}",
          "{timestamp}{nonce}",
          "{header:X-Date}",
          "{credential:account}",
        ],
      }),
    ],
    ["a default", "Parameter", { "x-countersign-default": "2026-01-01" }],
    ["an extensible enum", "Schema", { "x-extensible-enum": ["a", "b"] }],
    ["a resource without anything", "Root", { "x-countersign-resources": { checks: {} } }],
    ["retries of deliveries", "Root", webhooks({ delays: [60, 300.5], evidence: "sample" })],
    ["an operation's resource", "Operation", resource("checks")],
    ["an operation without a resource", "Operation", resource(false)],
    [
      "an operation's resource with every field",
      "Operation",
      resource({
        name: "checks",
        action: "create",
        record: "",
        body: false,
        by: "/body/user/id",
        move: ["approve", "decline"],
        refusals: [{ in: ["*", "none"], with: "P412", evidence: "documented" }],
        sets: [
          { at: "/link", value: "{page}?t={now+60}", when: { required: ["link"] }, keep: true },
          { at: "/link", value: null },
        ],
        issues: { credential: "userToken", at: "/token" },
      }),
    ],
    [
      "an operation's resource with a choice of records and moves",
      "Operation",
      resource({
        action: "ensure",
        match: "/key",
        in: ["draft"],
        of: "users",
        copies: { resource: "templates", by: "/body/key", match: "/key", in: ["a"] },
        moves: { of: "/actions", by: "/type", are: { a: "approve", b: ["approve", "none"] } },
        events: ["check.created"],
        refusals: [{ in: ["none"], with: 400, message: "No user.", evidence: "sample" }],
        sets: [
          { at: "/tags/*", value: "{now+body:/seconds}", do: "add", in: ["a"], resource: "users" },
          { at: "/version", value: ["{next:/version}", { a: "{copied:/a}", b: "{new:inq_1}" }] },
        ],
        issues: { credential: "userToken", at: "/token", expires: 60 },
      }),
    ],
    [
      "a move of the others",
      "Root",
      resources({
        lifecycle: {
          initial: "a",
          states: { a: { final: false } },
          moves: {
            stay: {
              from: ["a"],
              to: "a",
              others: { match: "/key", move: "stay" },
              evidence: "assumed",
            },
          },
        },
      }),
    ],
    ["a filter", "Schema", { "x-countersign-filter": { at: "/created_at", compare: "from" } }],
    ["a request ID", "Header", { "x-countersign-request-id": true }],
    ["third-party extensions on any object", "other", { "x-other": 1, "x-countersigned": 1 }],
    ["an object without words", "other", {}],
  ] as const)("%s", ([, subject, node]) => {
    expect(messages(subject, node)).toEqual([]);
  });
});

const ENVIRONMENT =
  "allowed: Name of the server's environment, for the client's `environment` option: camelCase";
const TOKENS =
  "allowed: Literal text and tokens: {method}, {path}, {pathParameter:name}, {query}, {queryString}, {host}, {body}, {bodyHash}, {timestamp}, {nonce}, {header:Name}, {credential:name}";
const DEFAULT =
  "allowed: Value that the client always sends in this header unless overridden: printable ASCII, with no space at either end";
const VALUE =
  "allowed: The value that is sent: printable ASCII, with no space at either end, with one {signature} for the encoded signature, and at most one {timestamp} and one {nonce}";

describe("the vocabulary refuses", () => {
  test.for([
    [
      "an environment that is not in camelCase",
      "Server",
      { "x-countersign-environment": "Test" },
      `x-countersign-environment: \`x-countersign-environment\` cannot be "Test"; ${ENVIRONMENT}`,
    ],
    [
      "an unknown word",
      "Server",
      { "x-countersign-env": "sandbox" },
      "x-countersign-env: `x-countersign-env` is not a word of the vocabulary for a server",
    ],
    [
      "a word on the wrong object",
      "Parameter",
      { "x-countersign-environment": "sandbox" },
      "x-countersign-environment: `x-countersign-environment` is not a word of the vocabulary for a parameter",
    ],
    [
      "an unknown word that begins like a known one",
      "SecurityScheme",
      { "x-countersign-hmac2": 1 },
      "x-countersign-hmac2: `x-countersign-hmac2` is not a word of the vocabulary for a security scheme",
    ],
    [
      "a word on an object that cannot have any",
      "other",
      { "x-countersign-hmac": HMAC },
      "x-countersign-hmac: `x-countersign-hmac` is not a word of the vocabulary for this object",
    ],
    [
      "a credential with a hyphen",
      "SecurityScheme",
      { "x-countersign-credential": "api-key" },
      'x-countersign-credential: `x-countersign-credential` cannot be "api-key"; allowed: Name of a client option: camelCase',
    ],
    [
      "an hmac that is not an object",
      "SecurityScheme",
      { "x-countersign-hmac": "SHA-256" },
      "x-countersign-hmac: `x-countersign-hmac` must be object",
    ],
    [
      "an hmac without a key",
      "SecurityScheme",
      hmac({ credential: undefined }),
      "x-countersign-hmac: `x-countersign-hmac` requires `credential`",
    ],
    [
      "an hmac with an unknown field",
      "SecurityScheme",
      hmac({ salt: "a" }),
      "x-countersign-hmac/salt: `x-countersign-hmac.salt` is not a field of the vocabulary",
    ],
    [
      "an unknown name of an algorithm",
      "SecurityScheme",
      hmac({ algorithm: "sha256" }),
      "x-countersign-hmac/algorithm: `x-countersign-hmac.algorithm` must be one of SHA-1, SHA-256, SHA-384, SHA-512",
    ],
    [
      "an empty message",
      "SecurityScheme",
      hmac({ message: [] }),
      "x-countersign-hmac/message: `x-countersign-hmac.message` must NOT have fewer than 1 items",
    ],
    ...[
      "{time}",
      "{Nonce}",
      "{timestamp:X}",
      "{header:}",
      "{header:a b}",
      "{credential:a-b}",
      "{path",
      "path}",
    ].map(
      (token) =>
        [
          `the token ${token}`,
          "SecurityScheme",
          hmac({ message: ["{path}", token] }),
          `x-countersign-hmac/message/1: \`x-countersign-hmac.message.1\` cannot be "${token}"; ${TOKENS}`,
        ] as const,
    ),
    ...[
      "",
      "v1=",
      "{signature}{signature}",
      "{timestamp}{timestamp}{signature}",
      "{signature} {body}",
      "{signature",
      " {signature}",
      "{signature} ",
      "a\n{signature}",
      "é{signature}",
    ].map(
      (value) =>
        [
          `the value ${JSON.stringify(value)}`,
          "SecurityScheme",
          hmac({ value }),
          `x-countersign-hmac/value: \`x-countersign-hmac.value\` cannot be ${JSON.stringify(value)}; ${VALUE}`,
        ] as const,
    ),
    [
      "a timestamp without its unit",
      "SecurityScheme",
      hmac({ timestamp: { header: "X-Timestamp" } }),
      "x-countersign-hmac/timestamp: `x-countersign-hmac.timestamp` requires `unit`",
    ],
    [
      "a timestamp in an unknown unit",
      "SecurityScheme",
      hmac({ timestamp: { header: "X-Timestamp", unit: "min" } }),
      "x-countersign-hmac/timestamp/unit: `x-countersign-hmac.timestamp.unit` must be one of s, ms",
    ],
    [
      "a nonce in an invalid header",
      "SecurityScheme",
      hmac({ nonce: { header: "X Nonce" } }),
      'x-countersign-hmac/nonce/header: `x-countersign-hmac.nonce.header` cannot be "X Nonce"; allowed: A header name: letters, digits and hyphens',
    ],
    [
      "an empty key prefix",
      "SecurityScheme",
      hmac({ keyPrefix: "" }),
      "x-countersign-hmac/keyPrefix: `x-countersign-hmac.keyPrefix` must NOT have fewer than 1 characters",
    ],
    [
      "a body hash without a rule for empty bodies",
      "SecurityScheme",
      hmac({ bodyHash: { algorithm: "SHA-256", encoding: "hex" } }),
      "x-countersign-hmac/bodyHash: `x-countersign-hmac.bodyHash` requires `whenEmpty`",
    ],
    ...["", " a", "a ", "a\nb", "ä"].map(
      (value) =>
        [
          `the default ${JSON.stringify(value)}`,
          "Parameter",
          { "x-countersign-default": value },
          `x-countersign-default: \`x-countersign-default\` cannot be ${JSON.stringify(value)}; ${DEFAULT}`,
        ] as const,
    ),
    [
      "a default that is a number",
      "Parameter",
      { "x-countersign-default": 1 },
      "x-countersign-default: `x-countersign-default` must be string",
    ],
    [
      "a resource whose name is not in camelCase",
      "Root",
      { "x-countersign-resources": { "my checks": {} } },
      'x-countersign-resources: `x-countersign-resources` cannot be "my checks"; allowed: Name of a resource: camelCase',
    ],
    [
      "a page of a resource without states",
      "Root",
      resources({ page: { evidence: "assumed" } }),
      "x-countersign-resources/checks: `x-countersign-resources.checks` requires `lifecycle`",
    ],
    ...["*", "none"].map(
      (state) =>
        [
          `a state called ${state}`,
          "Root",
          resources({ lifecycle: { initial: "a", states: { [state]: {} }, moves: {} } }),
          `x-countersign-resources/checks/lifecycle/states: \`x-countersign-resources.checks.lifecycle.states\` cannot be "${state}"; allowed: Name of a state, as the API writes it: any string except * and none, which stand for every state and for no record`,
        ] as const,
    ),
    [
      "a move that does not say where it comes from",
      "Root",
      resources({
        lifecycle: { initial: "a", states: { a: {} }, moves: { stay: { from: ["a"], to: "a" } } },
      }),
      "x-countersign-resources/checks/lifecycle/moves/stay: `x-countersign-resources.checks.lifecycle.moves.stay` requires `evidence`",
    ],
    ...["{time}", "{now-1}", "{now+x}", "{record}", "{record:id}", "{id", "{page:/a}"].map(
      (value) =>
        [
          `the template ${value}`,
          "Operation",
          resource({ name: "checks", sets: [{ at: "/a", value }] }),
          `x-countersign-resource/sets/0/value: \`x-countersign-resource.sets.0.value\` cannot be "${value}"; allowed: Literal text and {now}, {now+seconds}, {now+body:/pointer}, {now+record:/pointer}, {unix}, {id}, {state}, {page}, {record:/pointer}, {body:/pointer}, {copied:/pointer}, {next:/pointer}, {new}, {new:example}, {secret}, {firstId}, {lastId}`,
        ] as const,
    ),
    [
      "an unknown template deep in a value",
      "Operation",
      resource({ sets: [{ at: "/a", value: { b: ["{foo}"] } }] }),
      expect.stringMatching(
        /^x-countersign-resource\/sets\/0\/value\/b\/0: .* cannot be "\{foo\}"; allowed: Literal/,
      ),
    ],
    [
      "an operation whose resource is true",
      "Operation",
      resource(true),
      "x-countersign-resource: `x-countersign-resource` must be false",
    ],
    [
      "an ID in a header",
      "Operation",
      resource({ name: "checks", by: "/header/id" }),
      'x-countersign-resource/by: `x-countersign-resource.by` cannot be "/header/id"; allowed: Location of the ID in the request: /path/name, /query/name, /body/pointer, or /credential/name for the record that an issued credential belongs to',
    ],
    [
      "a refusal with a success status",
      "Operation",
      resource({ name: "checks", refusals: [{ in: ["*"], with: 200, evidence: "assumed" }] }),
      "x-countersign-resource/refusals/0/with: `x-countersign-resource.refusals.0.with` must be >= 400",
    ],
    [
      "a retry at once",
      "Root",
      webhooks({ delays: [0], evidence: "documented" }),
      "x-countersign-webhooks/retries/delays/0: `x-countersign-webhooks.retries.delays.0` must be > 0",
    ],
    [
      "an extensible enum with a duplicate value",
      "Schema",
      { "x-extensible-enum": ["a", "a"] },
      "x-extensible-enum: `x-extensible-enum` must NOT have duplicate items (items ## 1 and 0 are identical)",
    ],
  ] as const)("%s", ([, subject, node, expected]) => {
    expect(messages(subject, node)).toEqual([expected]);
  });

  test("every invalid field separately", () => {
    expect(messages("SecurityScheme", hmac({ encoding: "hax", keyEncoding: "raw" }))).toEqual([
      "x-countersign-hmac/keyEncoding: `x-countersign-hmac.keyEncoding` must be one of utf8, hex, base64",
      "x-countersign-hmac/encoding: `x-countersign-hmac.encoding` must be one of hex, hexUpper, base64, base64Unpadded, base64url",
    ]);
  });
});

describe("the vocabulary names the nearest word for", () => {
  test.for([
    ["AWS Signature Version 4", { algorithm: "AWS4-HMAC-SHA256" }, "aws4fetch"],
    ["its canonical request", { message: ["{canonicalRequest}"] }, "aws4fetch"],
    ["RFC 9421", { algorithm: "hmac-sha256" }, "this is of RFC 9421"],
    ["its components", { message: ['"@method": {@method}'] }, "this is of RFC 9421"],
    ["JOSE's name of an HMAC", { algorithm: "HS256" }, "the hash of an HMAC is"],
    ["a sorted query", { message: ["{path}", "{sortedQuery}"] }, "the nearest is {queryString}"],
    ["a private key", { algorithm: "ES256" }, "`asymmetric`"],
    ["RSA", { algorithm: "RS256" }, "RSA is not supported"],
    ["the whole URL", { message: ["{url}"] }, "the nearest is {path} and {query}"],
  ] as const)("%s", ([, changed, expected]) => {
    const [message = ""] = messages("SecurityScheme", hmac(changed));
    expect(message).toContain(expected);
  });

  test("no name that only begins like one", () => {
    expect(messages("SecurityScheme", hmac({ algorithm: "nonexistent" }))).toEqual([
      "x-countersign-hmac/algorithm: `x-countersign-hmac.algorithm` must be one of SHA-1, SHA-256, SHA-384, SHA-512",
    ]);
  });

  test.for([
    ["an unsigned token", "none", "proves nothing"],
    ["RSA", "RS256", "RSA is not supported"],
    ["another curve", "ES384", "the nearest is ES256"],
    ["an HMAC", "HS256", "the hash of an HMAC"],
  ] as const)("%s of a delivery", ([, algorithm, expected]) => {
    const asymmetric = {
      kind: "jwt",
      header: "X-Token",
      algorithm,
      bodyHash: { claim: "hash", algorithm: "SHA-256", encoding: "hex" },
    };
    const [message] = messages("Root", { "x-countersign-webhooks": { asymmetric } });
    expect(message).toContain(expected);
  });
});
