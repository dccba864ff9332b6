import { join } from "node:path";
import { loadSpec } from "@countersign/spec/load";
import { toModel } from "@countersign/spec/model";
import { type Files, readAll } from "@countersign/testing/files";
import { locationOf, specErrorOf } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { addProvider } from "../../src/add/add-provider.ts";
import { openSigning } from "../../src/add/open-signing.ts";
import type { ChosenForm, ChosenSigning } from "../../src/add/to-signing.ts";
import { emptyWorkspace } from "./helpers/workspace.ts";

const SECURITY = "security: [{ token: [], signature: [], time: [] }]";
const SCHEMES = `
    token: { type: apiKey, in: header, name: X-App-Token }
    signature: { type: apiKey, in: header, name: X-App-Access-Sig, description: Computed from the request. }
    time: { type: apiKey, in: header, name: X-App-Access-Ts }
`;

/** A private API whose document lists three API keys, of which one is a signature and one its time. */
function privateApi({ security = SECURITY, schemes = SCHEMES, operation = "", rest = "" } = {}) {
  return `openapi: 3.1.0
info: { title: Acme API, version: "1" }
servers: [{ url: https://api.acme.example }]
${security}
paths:
  /users:
    get: { operationId: listUsers, ${operation} responses: { "200": { description: The users. } } }
components:
  securitySchemes:${schemes}${rest}`;
}

interface Run {
  readonly requests?: Readonly<Record<string, ChosenForm>>;
  readonly webhooks?: ChosenSigning["webhooks"];
  readonly files?: Files;
  readonly names?: Readonly<Record<string, string>>;
}

async function prepared(
  document: string,
  { requests = {}, webhooks, files = {}, names = {} }: Run,
) {
  const root = await emptyWorkspace({ ...files, "acme.yaml": document });
  const options = {
    name: "acme",
    source: join(root, "acme.yaml"),
    toolVersion: "0.0.0",
    from: root,
    chooseSigning: async () => ({ requests: new Map(Object.entries(requests)), webhooks }),
    chooseNames: async () => ({
      credentials: new Map(Object.entries(names)),
      environments: new Map<string, string>(),
    }),
  };
  return { root, options };
}

async function add(document: string, run: Run) {
  const { root, options } = await prepared(document, run);
  const { decisions } = await addProvider(options);
  const model = toModel(await loadSpec(join(root, "specs/acme")));
  const messages = decisions.map(({ message }) => message);
  return { model, messages, files: await readAll(root) };
}

async function rejection(document: string, run: Run) {
  const { root, options } = await prepared(document, run);
  const before = await readAll(root);
  const error = await specErrorOf(addProvider(options));
  expect(await readAll(root)).toEqual(before);
  expect(error.remedy).toMatch(/^[A-Z`].+\.$/);
  return `${locationOf(error, root)} ${error.message} ${error.remedy}`;
}

const SUMSUB = {
  algorithm: "SHA-256",
  message: ["{timestamp}", "{method}", "{path}", "{query}", "{body}"],
  encoding: "hex",
  timestamp: { unit: "s", header: "X-App-Access-Ts" },
};

describe("a signature that is declared when a provider is added", () => {
  test("takes the key as its credential, and the header with the time as its own", async () => {
    const { model, files } = await add(privateApi(), { requests: { signature: "sumsub" } });
    expect(model.credentials.map(({ name, required }) => [name, required])).toEqual([
      ["appToken", true],
      ["secretKey", true],
    ]);
    expect(model.securitySchemes).toEqual([
      {
        name: "signature",
        kind: "hmac",
        header: "X-App-Access-Sig",
        hmac: { credential: "secretKey", ...SUMSUB },
      },
      { name: "token", kind: "apiKey", header: "X-App-Token", credential: "appToken" },
    ]);
    expect(model.operations.map(({ security }) => security)).toEqual([[["token", "signature"]]]);
    expect(files["packages/providers/acme/README.md"]).toContain("- `secretKey`. Never sent");
    expect(files["packages/providers/acme/README.md"]).not.toMatch(/_SIGNATURE|_TIME\b/);
  });

  test("has the key that a person names, and otherwise asks to review the name", async () => {
    const requests = { signature: "sumsub" };
    const question = 'The client\'s option for the key of "signature" is called "secretKey".';
    const assumed = await add(privateApi(), { requests });
    expect(assumed.messages.join()).toContain(question);
    const named = await add(privateApi(), { requests, names: { signature: "secret" } });
    expect(named.model.credentials.map(({ name }) => name)).toEqual(["appToken", "secret"]);
    expect(named.messages.join()).not.toContain("key of");
  });

  test("leaves the name of the key to no other credential", async () => {
    const schemes = `${SCHEMES}    other: { type: apiKey, in: header, name: X-Secret-Key }\n`;
    const { model } = await add(privateApi({ schemes }), { requests: { signature: "sumsub" } });
    expect(model.credentials.map(({ name }) => name)).toEqual(["appToken", "secretKey", "other"]);
  });

  test("numbers the keys of several signatures, which may share the header with the time", async () => {
    const schemes = `${SCHEMES}    second: { type: apiKey, in: header, name: X-Second-Sig }\n`;
    const { model } = await add(privateApi({ schemes }), {
      requests: { signature: "sumsub", second: "sumsub" },
    });
    expect(model.credentials.map(({ name }) => name)).toEqual([
      "appToken",
      "secretKey",
      "secretKey2",
    ]);
  });

  test.for([
    ["paywint", { bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "omit" } }],
    ["stripe", { value: "t={timestamp},v1={signature}", timestamp: { unit: "s" } }],
    ["sumsub:X-Time", { timestamp: { unit: "s", header: "X-Time" } }],
    ["./signing.yaml", { algorithm: "SHA-512", encoding: "base64", credential: "signingKey" }],
  ] as const)("can be a preset or a file: %s", async ([form, expected]) => {
    const file =
      'credential: signingKey\nalgorithm: SHA-512\nmessage: ["{body}"]\nencoding: base64\n';
    const { root, options } = await prepared(privateApi(), {
      requests: { signature: form.replace("./", "") },
      files: { "signing.yaml": file },
    });
    const path = form.startsWith("./") ? join(root, form) : form;
    const chooseSigning = async () => ({ requests: new Map([["signature", path]]) });
    await addProvider({ ...options, chooseSigning });
    const { securitySchemes } = toModel(await loadSpec(join(root, "specs/acme")));
    expect(securitySchemes.find(({ kind }) => kind === "hmac")).toMatchObject({ hmac: expected });
  });

  test("keeps a header with the time as a credential if the signature has no time", async () => {
    const { model } = await add(privateApi(), { requests: { signature: "paywint" } });
    expect(model.operations[0]?.security).toEqual([["token", "signature", "time"]]);
  });
});

describe("headers that signing sets", () => {
  test("are no parameters any more", async () => {
    const schemes = SCHEMES.replace(/^ +time: .*\n/m, "");
    const operation =
      "parameters: [{ name: x-app-access-ts, in: header, required: true, schema: { type: string } }, { $ref: '#/components/parameters/sig' }, { name: page, in: query, schema: { type: string } }],";
    const rest =
      "  parameters:\n    sig: { name: X-App-Access-Sig, in: header, required: true, schema: { type: string } }\n";
    const security = "security: [{ token: [], signature: [] }]";
    const { files } = await add(privateApi({ schemes, operation, rest, security }), {
      requests: { signature: "sumsub" },
    });
    const operations = files["packages/providers/acme/src/generated/schema.ts"] ?? "";
    expect(operations).toContain("page?: string");
    expect(operations).not.toMatch(/header: \{/);
  });

  test.for([
    ["next to others", "[{ token: [], signature: [], time: [] }]", [["token", "signature"]]],
    [
      "as an alternative",
      "[{ token: [] }, { signature: [] }, { time: [] }]",
      [["token"], ["signature"]],
    ],
    ["next to an open alternative", "[{}, { signature: [], time: [] }]", [[], ["signature"]]],
  ] as const)("are required by no operation: %s", async ([, security, expected]) => {
    const run = { requests: { signature: "sumsub" } };
    const inherited = await add(privateApi({ security: `security: ${security}` }), run);
    expect(inherited.model.operations[0]?.security).toEqual(expected);
    const own = await add(privateApi({ operation: `security: ${security},` }), run);
    expect(own.model.operations[0]?.security).toEqual(expected);
  });
});

describe("a signature that the document describes as a parameter", () => {
  const KEY = "\n    token: { type: apiKey, in: header, name: X-App-Token }\n";
  const header = (name: string) =>
    `{ name: ${name}, in: header, required: true, schema: { type: string } }`;
  const PARAMETERS = `[${header("X-Signature")}, ${header("X-Timestamp")}]`;
  const run = { requests: { "X-Signature": "sumsub" } };

  test.for([
    ["inherited", "security: [{ token: [] }]", "", [["token", "X-Signature"]]],
    [
      "with an open alternative",
      "security: [{}, { token: [] }]",
      "",
      [[], ["token", "X-Signature"]],
    ],
    ["its own", "security: []", "security: [{ token: [] }],", [["token", "X-Signature"]]],
    ["its own, which is open", "security: [{ token: [] }]", "security: [],", [["X-Signature"]]],
    ["none", "", "", [["X-Signature"]]],
  ] as const)(
    "is required by its operations instead, whose security is %s",
    async ([, security, own, expected]) => {
      const places = [
        { operation: `${own} parameters: ${PARAMETERS},` },
        {
          operation: `${own} parameters: [{ $ref: "#/components/parameters/sig" }],`,
          rest: `  parameters:\n    sig: ${header("X-Signature")}\n`,
        },
      ];
      for (const place of places) {
        const document = privateApi({ security, schemes: KEY, ...place });
        const requests = { "X-Signature": "sumsub:X-Timestamp" };
        const { model, files } = await add(document, { requests });
        expect(model.operations.map((each) => each.security)).toEqual([expected]);
        expect(model.securitySchemes).toContainEqual(
          expect.objectContaining({ name: "X-Signature", kind: "hmac", header: "X-Signature" }),
        );
        expect(files["packages/providers/acme/src/generated/schema.ts"]).not.toMatch(/header: \{/);
      }
    },
  );

  test("may belong to a whole path, and other operations are not signed", async () => {
    const open =
      '  /open:\n    get: { operationId: open, responses: { "200": { description: Ok. } } }\n';
    const document = privateApi({ security: "security: [{ token: [] }]", schemes: KEY }).replace(
      "  /users:\n",
      `${open}  /users:\n    parameters: ${PARAMETERS}\n`,
    );
    const { model } = await add(document, run);
    expect(model.operations.map(({ id, security }) => [id, security])).toEqual([
      ["listUsers", [["token", "X-Signature"]]],
      ["open", [["token"]]],
    ]);
  });

  test("may be one of two, in a document without security schemes", async () => {
    const both = `[${header("X-Signature")}, ${header("Digest")}]`;
    const document = privateApi({
      security: "",
      schemes: "",
      operation: `parameters: ${both},`,
    }).replace(/^components:.*/ms, "");
    const { model } = await add(document, {
      requests: { "X-Signature": "paywint", Digest: "paywint" },
    });
    expect(model.operations[0]?.security).toEqual([["X-Signature", "Digest"]]);
    expect(model.credentials.map(({ name }) => name)).toEqual(["secretKey", "secretKey2"]);
  });

  test("is a question otherwise, at its line, unless it is none", async () => {
    const document = privateApi({
      security: "",
      schemes: KEY,
      operation: `parameters: ${PARAMETERS},`,
    });
    const question = expect.stringMatching(
      /^Callers must pass the header X-Signature.*--signature X-Signature=<how>/,
    );
    expect((await add(document, {})).messages).toContainEqual(question);
    expect((await add(document, run)).messages).not.toContainEqual(question);
    const plain = await add(document, { requests: { "X-Signature": "none" } });
    expect(plain.messages).not.toContainEqual(question);
  });
});

describe("what the document leaves open", () => {
  test.for([
    ["security: [{ token: [] }]", 'No operation requires "signature", so no request is signed.'],
    [
      "security: [{ token: [] }, { signature: [], time: [] }]",
      'The document requires "signature" or another scheme, and a request carries one of them.',
    ],
  ] as const)("is a question: %s", async ([security, question]) => {
    const run = { requests: { signature: "sumsub" } };
    expect((await add(privateApi({ security }), run)).messages.join()).toContain(question);
    expect((await add(privateApi(), run)).messages.join()).not.toContain(question);
  });

  test("includes a header that looks like a signature, with what to do, unless it is none", async () => {
    const open = await add(privateApi(), {});
    expect(open.messages).toContainEqual(
      expect.stringMatching(
        /"signature" is called.*looks like a computed.*--signature signature=<how>.*x-countersign-hmac/,
      ),
    );
    const plain = await add(privateApi(), { requests: { signature: "none" } });
    expect(plain.messages.join()).not.toContain("computed");
    expect(plain.model.credentials.map(({ name }) => name)).toEqual([
      "appToken",
      "signature",
      "time",
    ]);
  });

  test.for([
    ["X-App-Access-Sig", true],
    ["X-Signature", true],
    ["x_hmac", true],
    ["Digest", true],
    ["X-Signed", true],
    ["X-Api-Key", false],
    ["X-Design", false],
    ["X-Sigma", false],
  ] as const)("is recognized by the name of the header: %s", ([name, isLikely]) => {
    const securitySchemes = { key: { type: "apiKey", in: "header", name } };
    const { requests } = openSigning({ components: { securitySchemes } });
    expect(requests.map((each) => each.isLikely)).toEqual([isLikely]);
  });
});

const WEBHOOKS = `webhooks:
  user.created:
    post: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: { "200": { description: Seen. } } }
`;

describe("a signature of webhook deliveries", () => {
  test("is rejected at its line if the file has a wrong type", async () => {
    const text = 'algorithm: SHA-256\nencoding: hex\nmessage: ["{body}"]\nvalue: 5\n';
    const document = `${privateApi()}${WEBHOOKS}`;
    const { root, options } = await prepared(document, { files: { "signing.yaml": text } });
    const webhooks = { header: "Acme-Signature", form: join(root, "signing.yaml") };
    const chooseSigning = async () => ({ requests: new Map<string, ChosenForm>(), webhooks });
    const error = await specErrorOf(addProvider({ ...options, chooseSigning }));
    expect(locationOf(error, root)).toBe("signing.yaml:4:8");
  });

  test("is declared with its header", async () => {
    const { model, messages } = await add(`${privateApi()}${WEBHOOKS}`, {
      webhooks: { header: "Acme-Signature", form: "stripe" },
    });
    expect(model.webhooks).toEqual({
      signature: {
        header: "Acme-Signature",
        credential: "webhookSecret",
        algorithm: "SHA-256",
        message: ["{timestamp}", "{body}"],
        separator: ".",
        encoding: "hex",
        value: "t={timestamp},v1={signature}",
      },
    });
    expect(messages.join()).toContain('secret of webhooks is called "webhookSecret"');
    expect(messages.join()).not.toContain("does not say how deliveries are signed");
  });

  test.for([
    ["sumsub", WEBHOOKS, "acme.yaml The signature sumsub is for requests only."],
    ["stripe", "", "acme.yaml The document has no webhooks whose signature is open."],
  ] as const)("is rejected if it cannot be one: %s", async ([form, rest, expected]) => {
    const webhooks = { header: "Acme-Signature", form };
    expect(await rejection(`${privateApi()}${rest}`, { webhooks })).toContain(expected);
  });
});

describe("rejects, without leaving files behind,", () => {
  test.for([
    [
      "a scheme that is not in the document",
      { nope: "sumsub" },
      'acme.yaml The document has no security scheme or parameter "nope" whose header could be a signature. Choose one of: token, signature, time.',
    ],
    [
      "an unknown way of signing",
      { signature: "acme" },
      'acme.yaml "acme" is neither a known signature nor a file. Choose one of sumsub, paywint, stripe and none, or pass',
    ],
    [
      "a header for a time that is not sent in one",
      { signature: "stripe:X-Time" },
      "acme.yaml The signature stripe has no header for the time. Write `stripe` without a header.",
    ],
    [
      "a header that the HTTP client sets",
      { signature: "sumsub:Host" },
      "acme.yaml The header Host is set by the HTTP client, and cannot carry this value.",
    ],
  ] as const)("%s", async ([, requests, expected]) => {
    expect(await rejection(privateApi(), { requests })).toContain(expected);
  });

  test("a time whose header the document does not show", async () => {
    const schemes = SCHEMES.replace("X-App-Access-Ts", "X-Other");
    const run = { requests: { signature: "sumsub" } };
    expect(await rejection(privateApi({ schemes }), run)).toContain(
      "acme.yaml The document does not show which header carries the time of signing. Add the header to the name, as in `sumsub:X-Timestamp`",
    );
  });

  test.for([
    ["- a\n", "signing.yaml The file does not describe a signature."],
    ["algorithm: [\n", "signing.yaml:2:1 The file is not valid YAML"],
    [
      'algorithm: MD5\nmessage: ["{body}"]\nencoding: hex\n',
      "signing.yaml:1:12 `x-countersign-hmac.algorithm` must be one of SHA-1, SHA-256, SHA-384, SHA-512",
    ],
    [
      "algorithm: SHA-256\nencoding: hex\n",
      "signing.yaml:1:1 `x-countersign-hmac` requires `message`",
    ],
    [
      'algorithm: SHA-256\nencoding: hex\nmessage:\n  - "{bodyhash}"\n',
      "signing.yaml:4:5 `x-countersign-hmac.message.0` cannot be",
    ],
    [
      'algorithm: SHA-256\nencoding: hex\nmessage: ["{body}"]\nvalue: 5\ntimestamp: s\n',
      "signing.yaml:4:8 `x-countersign-hmac.value` must be string",
    ],
    [
      'algorithm: SHA-256\nencoding: hex\nmessage: ["{bodyHash}"]\n',
      "signing.yaml:1:1 The message contains {bodyHash}, but `bodyHash` is missing.",
    ],
    [
      'algorithm: SHA-256\nencoding: hex\nmessage: ["{method}"]\n',
      "signing.yaml:3:10 The message covers neither the path nor the body.",
    ],
    [
      'algorithm: SHA-256\nencoding: hex\nmessage: ["{body}"]\nvalue: "t={timestamp},v1={signature}"\n',
      "signing.yaml:4:8 {timestamp} is used, but `timestamp` is missing.",
    ],
  ] as const)("a file that does not describe a signature: %j", async ([text, expected]) => {
    const { root, options } = await prepared(privateApi(), { files: { "signing.yaml": text } });
    const requests = new Map([["signature", join(root, "signing.yaml")]]);
    const before = await readAll(root);
    const error = await specErrorOf(
      addProvider({ ...options, chooseSigning: async () => ({ requests }) }),
    );
    expect(`${locationOf(error, root)} ${error.message}`).toContain(expected);
    expect(await readAll(root)).toEqual(before);
  });
});
