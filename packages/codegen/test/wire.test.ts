import { join } from "node:path";
import { type Files, readAll, writeAll } from "@countersign/testing/files";
import { locationOf, specErrorOf } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { wire } from "../src/wire/wire.ts";

/** A package with these dependencies, all installed, and all but `plain` provider packages. */
async function packageWith(...dependencies: string[]): Promise<string> {
  const versions = Object.fromEntries(dependencies.map((name) => [name, "1.0.0"]));
  const files: Files = {
    "package.json": JSON.stringify({ name: "facade", dependencies: versions }),
    ...Object.assign({}, ...dependencies.map(installed)),
  };
  return writeAll(await temporaryFolder(), files);
}

const SIGNATURE = {
  credential: "secret",
  algorithm: "SHA-256",
  message: ["{body}"],
  encoding: "hex",
};

/** The webhook descriptions in the documents of some packages. */
const webhooks: Readonly<Record<string, object>> = {
  "@acme/signing": { signature: { ...SIGNATURE, header: "Acme-Signature" } },
  "@acme/keyed": {
    asymmetric: {
      kind: "detached",
      header: "Acme-Signature",
      algorithm: "Ed25519",
      message: ["{body}"],
      encoding: "hex",
    },
  },
  "@acme/sending-a-token": { token: { header: "Authorization", credential: "token" } },
  "@acme/silent": { event: { pointer: "/type" } },
  "@acme/calling": {
    body: "form",
    signature: { ...SIGNATURE, message: ["{url}", "{sortedForm}"], header: "Acme-Signature" },
  },
  "@acme/pointing": {
    signature: { ...SIGNATURE, message: ["{body:/id}"], pointer: "/signature" },
  },
  "@acme/naming": {
    signature: {
      ...SIGNATURE,
      header: "Acme-Signature",
      algorithms: { header: "Acme-Algorithm", values: { sha256: "SHA-256" } },
    },
  },
  "@acme/dating": {
    signature: {
      ...SIGNATURE,
      message: ["{timestamp}", "{body}"],
      header: "Acme-Signature",
      timestamp: { header: "Acme-Time", unit: "rfc3339" },
    },
  },
  "@acme/posting-forms": {
    body: "form",
    signature: { ...SIGNATURE, header: "Acme-Signature" },
  },
};

function installed(name: string): Files {
  const manifest = { name, exports: { "./openapi.json": "./openapi.json" } };
  if (name === "plain") return { "node_modules/plain/package.json": '{ "exports": {} }' };
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify(manifest),
    [`node_modules/${name}/openapi.json`]: JSON.stringify({
      openapi: "3.1.0",
      info: { title: `API of ${name.slice(1)}`, version: "1.0.0" },
      paths: { "/a": { get: { responses: {} } } },
      ...documents[name],
      ...(name in webhooks && { "x-countersign-webhooks": webhooks[name] }),
    }),
  };
}

const LIST = {
  parameters: ["size", "after", "page"].map((name) => ({
    name,
    in: "query",
    schema: { type: "string" },
  })),
  responses: {
    200: {
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: { items: { type: "array" }, next: { type: "string" } },
          },
        },
      },
    },
  },
};
const CURSOR = { style: "cursor", items: "/items", cursor: "/query/after", next: "/next" };
const PAGE = { style: "page", items: "/items", size: "/query/size", page: "/query/page" };
const OFFSET = { style: "offset", items: "/items", size: "/query/size", offset: "/query/page" };

function list(pagination: object): object {
  return { ...LIST, "x-countersign-pagination": pagination };
}

/** Other parts of the documents of some packages: operations and security schemes. */
function signedIn(location: object): object {
  const hmac = { credential: "key", algorithm: "SHA-256", message: ["{path}"], encoding: "hex" };
  const sign = { type: "apiKey", ...location, "x-countersign-hmac": hmac };
  return { components: { securitySchemes: { sign } } };
}

const documents: Readonly<Record<string, object>> = {
  "@acme/cursors": { paths: { "/a": { get: list(CURSOR) } } },
  "@acme/links": { paths: { "/a": { get: list({ ...CURSOR, nextParameter: "after" }) } } },
  "@acme/counts": { paths: { "/a": { get: list(OFFSET) } } },
  "@acme/streams": {
    paths: {
      "/a": { get: { responses: { 200: { content: { "text/event-stream": {} } } } } },
    },
  },
  "@acme/signed": signedIn({ in: "header", name: "X-Sign" }),
  "@acme/signed-in-query": signedIn({ in: "query", name: "sign" }),
  "@acme/regions": {
    servers: [
      {
        url: "https://{region}.acme.test",
        variables: { region: { default: "eu", enum: ["eu", "us"] } },
      },
    ],
  },
  "@acme/fixed": {
    paths: {
      "/a": {
        get: {
          parameters: [
            {
              in: "header",
              name: "Acme-Case",
              schema: { type: "string" },
              "x-countersign-default": "kebab",
              "x-countersign-fixed": true,
            },
          ],
        },
      },
    },
  },
  "@acme/dated": {
    components: {
      securitySchemes: {
        signature: {
          type: "apiKey",
          in: "header",
          name: "Acme-Signature",
          "x-countersign-hmac": {
            ...SIGNATURE,
            message: ["{timestamp}", "{body}"],
            timestamp: { header: "Acme-Time", unit: "s" },
          },
        },
      },
    },
  },
  "@acme/words": {
    components: {
      securitySchemes: {
        bot: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          "x-countersign-value": "Bot {credential}",
        },
      },
    },
  },
  "@acme/all": {
    paths: {
      "/a": {
        get: list(CURSOR),
        post: {
          ...list({ ...PAGE, firstPage: 1 }),
          requestBody: { content: { "multipart/form-data": {} } },
        },
      },
    },
    components: {
      securitySchemes: {
        signature: {
          type: "apiKey",
          in: "header",
          name: "Acme-Signature",
          "x-countersign-hmac": SIGNATURE,
        },
      },
    },
  },
};

async function writtenBelow(folder: string): Promise<Files> {
  return readAll(join(folder, "src"));
}

test("writes an entry for each provider package, and for no other dependency", async () => {
  const folder = await packageWith("@acme/beta-kyc", "plain", "@acme/alpha");

  const result = await wire({ folder, emit: "entries" });

  expect(result.written).toEqual(["src/providers/alpha.ts", "src/providers/beta-kyc.ts"]);
  expect((await writtenBelow(folder))["providers/beta-kyc.ts"]).toBe(
    `// Generated by @countersign/codegen from @acme/beta-kyc; do not edit.

import { betaKyc } from "@acme/beta-kyc";
import type { Client, ClientOptions } from "../client/client.js";
import { createClient } from "../client/create-client.js";

/**
 * Options of a client for the API of acme/beta-kyc.
 */
export type BetaKycClientOptions = ClientOptions<typeof betaKyc>;

/**
 * A client for the API of acme/beta-kyc, with a method for each operation, and \`GET\`, \`POST\`, … by path.
 */
export type BetaKycClient = Client<typeof betaKyc>;

/**
 * Returns a client for the API of acme/beta-kyc that authenticates and signs every request.
 *
 * @throws CountersignError when an option is missing or invalid.
 */
export function createBetaKycClient(options: BetaKycClientOptions): BetaKycClient {
  return createClient(betaKyc, options, {});
}

export type * from "@acme/beta-kyc/types";
`,
  );
});

test.for([
  [
    "cursors",
    ["pagination/next-by-cursor.js", "pagination/paginate.js"],
    ["paginate: paginateBy(nextByCursor),"],
  ],
  [
    "links",
    ["pagination/next-by-link.js", "pagination/paginate.js"],
    ["paginate: paginateBy(nextByLink),"],
  ],
  [
    "counts",
    ["pagination/next-by-count.js", "pagination/paginate.js"],
    ["paginate: paginateBy(nextByCount),"],
  ],
  ["streams", ["transport/event-streams.js"], ["eventStreams,"]],
  ["words", ["authentication/place-credential.js"], ["placeCredential,"]],
  [
    "dated",
    ["signing/sign-request.js", "signing/corrected-clock.js"],
    ["signRequest,", "correctedClock,"],
  ],
  ["regions", ["transport/complete-server.js"], ["completeServer,"]],
  ["fixed", ["transport/fixed-headers.js"], ["checkFixedHeaders,"]],
  [
    "all",
    [
      "pagination/next-by-cursor-or-count.js",
      "pagination/paginate.js",
      "signing/sign-request.js",
      "transport/encode-body.js",
    ],
    ["paginate: paginateBy(nextByCursorOrCount),", "signRequest,", "encodeBody,"],
  ],
] as const)(
  "passes on only what the document needs in the entry of %s",
  async ([name, modules, properties]) => {
    const folder = await packageWith(`@acme/${name}`);

    await wire({ folder, emit: "entries" });

    const entry = (await writtenBelow(folder))[`providers/${name}.ts`] ?? "";
    const imported = [...entry.matchAll(/^import \{.*\} from "\.\.\/(.*)";$/gm)].map(
      ([, file]) => file,
    );
    expect(imported).toEqual(["client/create-client.js", ...modules]);
    expect(entry).toContain(
      `createClient(${name}, options, {\n${properties.map((one) => `    ${one}\n`).join("")}  });`,
    );
  },
);

test("writes functions for webhooks if a provider's deliveries can be verified", async () => {
  const folder = await packageWith("@acme/signing", "@acme/sending-a-token", "@acme/silent");

  await wire({ folder, emit: "entries" });

  const entries = await writtenBelow(folder);
  expect(entries["providers/signing.ts"]).toContain(`
import { type signing, signingApi, signingWebhooks } from "@acme/signing";
import type { Client, ClientOptions } from "../client/client.js";
import { createClient } from "../client/create-client.js";
import type { WebhookDelivery } from "../webhooks/delivery.js";
import { type SignWebhookOptions, signWebhook } from "../webhooks/sign-webhook.js";
import { type VerifyWebhookOptions, verifyWebhook } from "../webhooks/verify-webhook.js";
import type { WebhookEvent } from "../webhooks/webhook-event.js";
`);
  expect(entries["providers/signing.ts"]).toContain(`
/**
 * An authentic webhook delivery from the API of acme/signing. \`event\` is the name of the event, or null if it is unknown.
 */
export type SigningWebhookEvent = WebhookEvent<typeof signing>;

/**
 * Verifies a webhook delivery from the API of acme/signing, and returns its event.
 *
 * @throws WebhookError with a \`reason\` when the delivery is rejected.
 * @throws CredentialError when the secret is invalid.
 */
export function verifySigningWebhook(
  delivery: WebhookDelivery,
  options: VerifyWebhookOptions,
): Promise<SigningWebhookEvent> {
  return verifyWebhook(signingWebhooks, delivery, options);
}

/**
 * Returns the headers that the API of acme/signing would send with a delivery, for tests.
 *
 * @throws CredentialError when the secret is invalid.
 */
export function signSigningWebhook(delivery: SignWebhookOptions): Promise<Headers> {
  return signWebhook(signingWebhooks, delivery);
}
`);
  expect(entries["providers/sending-a-token.ts"]).toContain("function verifySendingATokenWebhook(");
  expect(entries["providers/silent.ts"]).not.toContain("webhooks/");
});

test.for([
  [
    "calling",
    ["authenticate-resolved", "parse-body", "sign-delivery", "verify-webhook"],
    "{ authenticate: authenticateResolved, parseBody }",
    "Promise<Headers> {\n  return signDeliveryHeaders(",
  ],
  [
    "pointing",
    ["authenticate-resolved", "sign-delivery", "verify-webhook"],
    "{ authenticate: authenticateResolved }",
    "Promise<SignedDelivery> {\n  return signDelivery(",
  ],
  [
    "naming",
    ["authenticate-resolved", "sign-delivery", "verify-webhook"],
    "{ authenticate: authenticateResolved }",
    "Promise<Headers> {\n  return signDeliveryHeaders(",
  ],
  [
    "dating",
    ["authenticate-resolved", "sign-delivery", "verify-webhook"],
    "{ authenticate: authenticateResolved }",
    "Promise<Headers> {\n  return signDeliveryHeaders(",
  ],
  [
    "posting-forms",
    ["parse-body", "sign-webhook", "verify-webhook"],
    "{ parseBody }",
    "Promise<Headers> {\n  return signWebhook(",
  ],
] as const)(
  "passes on only what the deliveries need in the entry of %s",
  async ([name, modules, features, signing]) => {
    const folder = await packageWith(`@acme/${name}`);

    await wire({ folder, emit: "entries" });

    const entry = (await writtenBelow(folder))[`providers/${name}.ts`] ?? "";
    const imported = [...entry.matchAll(/^import \{.*\} from "\.\.\/webhooks\/(.*)\.js";$/gm)];
    expect(imported.map(([, file]) => file)).toEqual(modules);
    expect(entry).toContain(`Webhooks, delivery, options, ${features});`);
    expect(entry).toContain(signing);
  },
);

test("writes a sorted list of the provider packages' documents", async () => {
  const folder = await packageWith("@acme/beta-kyc", "@acme/alpha");

  await wire({ folder, emit: "documents" });

  expect(await writtenBelow(folder)).toEqual({
    "generated/documents.ts": `// Generated by @countersign/codegen from the dependencies of this package; do not edit.

/** Module specifier of each provider's OpenAPI document. */
export const documents: Readonly<Record<string, string>> = {
  alpha: "@acme/alpha/openapi.json",
  "beta-kyc": "@acme/beta-kyc/openapi.json",
};
`,
  });
});

test("removes the entry of a provider that is no longer a dependency", async () => {
  const folder = await packageWith("@acme/alpha");
  await writeAll(folder, { "src/providers/gone.ts": "", "src/own.ts": "" });

  const { removed } = await wire({ folder, emit: "entries" });

  expect(removed).toEqual(["src/providers/gone.ts"]);
  expect(Object.keys(await writtenBelow(folder))).toEqual(["own.ts", "providers/alpha.ts"]);
});

test("reports stale files with `check`, and writes nothing", async () => {
  const folder = await packageWith("@acme/alpha");
  await writeAll(folder, { "src/providers/gone.ts": "" });

  expect(await wire({ folder, emit: "entries", check: true })).toEqual({
    written: ["src/providers/alpha.ts"],
    removed: ["src/providers/gone.ts"],
  });
  expect(await writtenBelow(folder)).toEqual({ "providers/gone.ts": "" });
});

describe("refuses a package", () => {
  test.for([
    [
      "that does not depend on a provider package",
      ["plain"],
      "The package does not depend on a provider package.",
    ],
    [
      "with two providers of the same name",
      ["@a/acme", "@b/acme"],
      'Two provider packages are called "acme".',
    ],
    [
      "with a provider whose name is not a valid identifier",
      ["@a/acme_kyc"],
      '"@a/acme_kyc" is not a valid provider package name: use lowercase words joined by hyphens, but no word that JavaScript or the generated code uses.',
    ],
  ] as const)("%s", async ([, dependencies, expected]) => {
    const folder = await packageWith(...dependencies);
    const error = await specErrorOf(wire({ folder, emit: "entries" }));
    expect(`${locationOf(error, folder)} ${error.message}`).toBe(`package.json ${expected}`);
    expect(await writtenBelow(folder)).toEqual({});
  });

  test("that does not exist", async () => {
    const folder = await temporaryFolder();
    const error = await specErrorOf(wire({ folder, emit: "documents" }));
    expect(`${locationOf(error, folder)} ${error.message}`).toBe(
      "package.json The folder has no package.json.",
    );
  });

  test("whose package.json is not JSON", async () => {
    const folder = await writeAll(await temporaryFolder(), { "package.json": "{" });
    const error = await specErrorOf(wire({ folder, emit: "documents" }));
    expect(error.message).toBe("The file is not valid JSON.");
  });
});

test("writes a function that verifies with a public key, if deliveries are signed with a private one", async () => {
  const folder = await packageWith("@acme/keyed");

  await wire({ folder, emit: "entries" });

  const written = (await writtenBelow(folder))["providers/keyed.ts"];
  expect(written).toContain(`export function verifyKeyedWebhook(
  delivery: WebhookDelivery,
  options: VerifyWebhookByKeyOptions,
): Promise<KeyedWebhookEvent> {
  return verifyWebhookByKey(keyedWebhooks, delivery, options);
}`);
  expect(written).not.toContain("signWebhook");
});

test("passes the rare words of signatures only to a client that needs them", async () => {
  const folder = await packageWith("@acme/signed", "@acme/signed-in-query");

  await wire({ folder, emit: "entries" });

  const entries = await writtenBelow(folder);
  expect(entries["providers/signed.ts"]).toContain("    signRequest,\n");
  expect(entries["providers/signed.ts"]).not.toContain("signAnyRequest");
  expect(entries["providers/signed-in-query.ts"]).toContain("    signRequest: signAnyRequest,\n");
});
