import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparable } from "./helpers/comparable.ts";
import { type PrivateProvider, privateProvider } from "./helpers/private-provider.ts";
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
import { startStandIn } from "./helpers/stand-in.ts";

// Samples of documents that have what no provider of ours has: every word of a signature, text that a shell or
// TypeScript would take for code, every style of a parameter, and credentials in every place.

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
  onRequest: (exchange) => exchanges.push(exchange),
});
const recorder = await startRecorder();
const targets = new Map([
  ["https://api.acme.example", sandbox.url],
  ["https://odd.acme.example/v1", recorder.url],
]);
const standIn = await startStandIn(
  targets,
  missingTools.length > 0 ? undefined : join(folder, "stand-in"),
);
afterAll(async () => {
  await Promise.all([standIn.close(), sandbox.close(), recorder.close()]);
});

const secrets = Object.fromEntries(
  [
    "BASIC_USERNAME",
    "BASIC_PASSWORD",
    "TOKEN",
    "QUERY_KEY",
    "COOKIE_KEY",
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
  const bench = { folder, standIn, environmentOf: (name: string) => environments[name] ?? {} };
  runs = await runSamples(all, bench);
}, 120_000);

it("all programs compile", () => {
  expect(diagnostics).toEqual([]);
});

it.each(all.map(({ name }) => name))("%s: runs to its end", (name) => {
  expect(runs.get(name)?.error).toBeUndefined();
});

describe("signatures of every kind are accepted by the sandbox", () => {
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

/** Times and nonces are those of each request. */
const OWN = /^(x-every|x-hashed|x-prefixed|x-timestamp|x-nonce)$/;

describe.each([acme, odd])("$name", (provider) => {
  it.each(provider.operations.map(({ operationId }) => operationId))(
    "%s: its samples send the same request",
    async (id) => {
      const [facade, ...others] = await Promise.all(
        KINDS.map(async (kind) => {
          const name = `${provider.name} ${id} ${kind}`;
          const found = requestsOf(provider).find(({ headers }) => headers["x-sample"] === name);
          return comparable(found, OWN);
        }),
      );
      expect(facade).toBeDefined();
      for (const other of others) expect(other).toEqual(facade);
    },
  );
});
