import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SandboxExchange } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparable } from "./helpers/comparable.ts";
import { type ProviderProxy, startProviderProxy } from "./helpers/provider-proxy.ts";
import {
  type ProviderSandbox,
  sampledProvider,
  startProviderSandbox,
} from "./helpers/providers.ts";
import {
  compileSamples,
  emptyFolder,
  KINDS,
  missingTools,
  type NamedSample,
  namedSamples,
  runSamples,
  writeSamples,
} from "./helpers/sample-bench.ts";
import type { SampleRun } from "./helpers/sample-run.ts";

// Every sample of every operation, as shown on the site: compiled against the built packages and run against a
// sandbox that checks credentials, signature, parameters and body.

const specs = readdirSync(new URL("../../../specs/", import.meta.url)).sort();
const providers = await Promise.all(specs.map(sampledProvider));
const all = namedSamples(providers);
const forgeable = forgeableSamples();

// In this package, so that its dependencies resolve; git ignores it.
const folder = fileURLToPath(new URL("../../samples/all/", import.meta.url));
const exchanges = new Map<string, SandboxExchange[]>();
const sandboxes = new Map<string, ProviderSandbox>();
let runs: ReadonlyMap<string, SampleRun>;
let diagnostics: readonly string[] = [];
let proxy: ProviderProxy;

beforeAll(async () => {
  await emptyFolder(folder);
  await writeSamples(all, folder);
  await startServers();
  diagnostics = await compileSamples(folder);
  runs = await runSamples(all, { folder, proxy, environmentOf: credentialsOf });
  await runSamples(forgeable, { folder, proxy, environmentOf: forgedOf, prefix: "forged " });
}, 300_000);
afterAll(async () => {
  await proxy?.close();
  await Promise.all([...sandboxes.values()].map(({ sandbox }) => sandbox.close()));
  await rm(folder, { recursive: true, force: true });
});

async function startServers(): Promise<void> {
  const targets = new Map<string, string>();
  for (const { name, servers } of providers) {
    const started = await startProviderSandbox({ name, servers }, (exchange) => {
      const sample = String(exchange.headers["x-sample"]);
      exchanges.set(sample, [...(exchanges.get(sample) ?? []), exchange]);
    });
    sandboxes.set(name, started);
    for (const server of servers) targets.set(server, started.sandbox.url);
  }
  proxy = await startProviderProxy(
    targets,
    missingTools.length > 0 ? undefined : join(folder, "proxy"),
  );
}

function credentialsOf(provider: string): Readonly<Record<string, string>> {
  return sandboxes.get(provider)?.environment ?? {};
}

/** Returns credentials that the sandbox does not accept. */
function forgedOf(provider: string): Readonly<Record<string, string>> {
  const entries = Object.entries(credentialsOf(provider));
  return Object.fromEntries(entries.map(([name, value]) => [name, `wrong-${value}`]));
}

/**
 * Returns the samples that need credentials. Of the scripts, those are all that sign, and one for each other set of
 * credentials.
 */
function forgeableSamples(): NamedSample[] {
  const seen = new Set<string>();
  return all.filter(({ kind, source, provider, operation }) => {
    if (provider.open.has(operation.operationId)) return false;
    if (kind !== "curl" || source.includes("openssl")) return true;
    const variables = `${provider.name} ${source.match(/\$[A-Z0-9_]+/g)}`;
    return !seen.has(variables) && seen.add(variables);
  });
}

describe.each(all.map((each) => [each.name, each] as const))("%s", (name, { path, ...sample }) => {
  it("compiles, calls its operation successfully, and shows the result", () => {
    expect(diagnostics.filter((line) => line.includes(`${path}.ts(`))).toEqual([]);
    const calls = exchanges.get(name) ?? [];
    expect(calls.flatMap(({ reason }) => reason ?? [])).toEqual([]);
    expect(calls.length).toBeGreaterThan(0);
    for (const { operationId, status } of calls) {
      expect([operationId, Math.floor(status / 100)]).toEqual([sample.operation.operationId, 2]);
    }
    const { error, printed } = runs.get(name) ?? {};
    // The sandbox returns the same page of a list every time.
    if (error !== SAME_PAGE) expect(error).toBeUndefined();
    // A list may be empty, a file is written to disk, and curl may have nothing to print.
    const isShown = sample.kind !== "curl" && !/writeFile\(|for await/.test(sample.source);
    if (isShown) expect(printed).toBeGreaterThan(0);
  });
});

const SAME_PAGE = "CountersignError: The provider returned a cursor twice; paging would never end.";

it.each(forgeable.map(({ name }) => name))("%s: is refused with wrong credentials", (name) => {
  const calls = exchanges.get(`forged ${name}`) ?? [];
  expect(calls.map(({ status }) => status)).toEqual([401]);
});

const operations = providers.flatMap(({ name, operations: each }) =>
  each.map(({ operationId }) => `${name} ${operationId}`),
);

it.each(operations)("%s: its samples send the same request", async (name) => {
  const [facade, ...others] = await Promise.all(
    KINDS.map((kind) => comparable(exchanges.get(`${name} ${kind}`)?.[0])),
  );
  expect(facade).toBeDefined();
  for (const other of others) expect(other).toEqual(facade);
});

if (missingTools.length > 0) {
  it.skip(`runs the curl samples, which need ${missingTools.join(" and ")}`);
}

it("compiles without errors", () => {
  expect(diagnostics).toEqual([]);
});

it("writes the files that samples receive", () => {
  for (const { provider, source } of all) {
    const [, file] = /(?:--output |writeFile\(")(response\.\w+)/.exec(source) ?? [];
    if (file !== undefined) expect(existsSync(join(folder, provider.name, file))).toBe(true);
  }
});
