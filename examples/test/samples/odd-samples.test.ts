import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparable } from "./helpers/comparable.ts";
import { type PrivateProvider, privateProvider } from "./helpers/private-provider.ts";
import { startProviderProxy } from "./helpers/provider-proxy.ts";
import { environmentOf } from "./helpers/providers.ts";
import { startRecorder } from "./helpers/recorder.ts";
import {
  compileSamples,
  emptyFolder,
  KINDS,
  missingTools,
  namedSamples,
  runSamples,
  writeSamples,
} from "./helpers/sample-bench.ts";
import type { SampleRun } from "./helpers/sample-run.ts";

// Samples of documents with features that none of our providers uses: every vocabulary word for signatures, strings
// that a shell or TypeScript could take for code, every parameter style, and credentials in every location.

const folder = fileURLToPath(new URL("../../samples/odd/", import.meta.url));
await emptyFolder(folder);
afterAll(() => rm(folder, { recursive: true, force: true }));
const acme = await privateProvider("acme", folder);
const odd = await privateProvider("odd-acme", folder);
const all = namedSamples([acme, odd]);
await writeSamples(all, folder);
const diagnostics = await compileSamples(folder);

const exchanges: SandboxExchange[] = [];
const sandbox = await startSandbox({
  provider: "acme",
  documents: { acme: acme.document },
  allowedHosts: ["api.acme.example"],
  onRequest: (exchange) => exchanges.push(exchange),
});
const recorder = await startRecorder();
const targets = new Map([
  ["https://api.acme.example", sandbox.url],
  ["https://odd.acme.example/v1", recorder.url],
]);
const proxy = await startProviderProxy(
  targets,
  missingTools.length > 0 ? undefined : join(folder, "proxy"),
);
afterAll(async () => {
  await Promise.all([proxy.close(), sandbox.close(), recorder.close()]);
});

const secrets = Object.fromEntries(
  [
    "BASIC_USERNAME",
    "BASIC_PASSWORD",
    "TOKEN",
    "QUERY_KEY",
    "COOKIE_KEY",
    "WORDED_KEY",
    "USERNAME",
    "PASSWORD",
  ].map((name) => [`ODD_ACME_${name}`, `s3cret-${name.toLowerCase().replace("_", "-")}`]),
);
const environments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  acme: environmentOf("acme", sandbox.connection("acme")),
  "odd-acme": secrets,
};
let runs: ReadonlyMap<string, SampleRun>;

beforeAll(async () => {
  const bench = { folder, proxy, environmentOf: (name: string) => environments[name] ?? {} };
  runs = await runSamples(all, bench);
}, 120_000);

it("sends a key with the words around it", () => {
  const sent = recorder.received.filter(({ headers }) =>
    String(headers["x-sample"]).includes("keyInHeaderValue"),
  );
  expect(sent.map(({ headers }) => headers.authorization)).toEqual(
    KINDS.map(() => `Token it's="$x" \`y\`, token=s3cret-worded-key;`),
  );
});

it("compiles all programs", () => {
  expect(diagnostics).toEqual([]);
});

it.each(all.map(({ name }) => name))("%s: runs without an error", (name) => {
  expect(runs.get(name)?.error).toBeUndefined();
});

describe("the sandbox accepts signatures of every kind", () => {
  const own = all.filter(({ provider }) => provider.name === "acme");
  it.each(own.map((each) => [each.name, each.operation.operationId] as const))("%s", (name, id) => {
    const calls = exchanges.filter(({ headers }) => headers["x-sample"] === name);
    expect(calls.map(({ operationId, status, reason }) => [operationId, status, reason])).toEqual([
      [id, 200, undefined],
    ]);
  });
});

function requestsOf({ name }: PrivateProvider) {
  return name === "acme" ? exchanges : recorder.received;
}

/** Headers with timestamps, nonces or signatures, which differ in every request. */
const UNIQUE = /^(x-every|x-hashed|x-prefixed|x-named|x-timestamp|x-nonce)$/;

describe.each([acme, odd])("$name", (provider) => {
  it.each(provider.operations.map(({ operationId }) => operationId))(
    "%s: its samples send the same request",
    async (id) => {
      const [facade, ...others] = await Promise.all(
        KINDS.map(async (kind) => {
          const name = `${provider.name} ${id} ${kind}`;
          const found = requestsOf(provider).find(({ headers }) => headers["x-sample"] === name);
          return comparable(found, UNIQUE);
        }),
      );
      expect(facade).toBeDefined();
      for (const other of others) expect(other).toEqual(facade);
    },
  );
});
