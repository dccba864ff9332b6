import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SandboxExchange } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparable } from "./helpers/comparable.ts";
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
import { type StandIn, startStandIn } from "./helpers/stand-in.ts";

// Every sample of every operation as it stands on the site: compiled against the built packages, run, and
// answered by a sandbox that has checked credentials, signature, parameters and body.

const specs = readdirSync(new URL("../../../specs/", import.meta.url)).sort();
const providers = await Promise.all(specs.map(sampledProvider));
const all = namedSamples(providers);
const forgeable = forgeableSamples();

// Within this package, so that its dependencies resolve, and ignored by git.
const folder = fileURLToPath(new URL("../../samples/all/", import.meta.url));
const exchanges = new Map<string, SandboxExchange[]>();
const sandboxes = new Map<string, ProviderSandbox>();
let runs: ReadonlyMap<string, SampleRun>;
let diagnostics: readonly string[] = [];
let standIn: StandIn;

beforeAll(async () => {
  await emptyFolder(folder);
  await writeSamples(all, folder);
  await startServers();
  diagnostics = await compileSamples(folder);
  runs = await runSamples(all, { folder, standIn, environmentOf: credentialsOf });
  await runSamples(forgeable, { folder, standIn, environmentOf: forgedOf, prefix: "forged " });
}, 300_000);
afterAll(async () => {
  await standIn?.close();
  await Promise.all([...sandboxes.values()].map(({ sandbox }) => sandbox.close()));
  await rm(folder, { recursive: true, force: true });
});

async function startServers(): Promise<void> {
  const targets = new Map<string, string>();
  for (const { name, servers } of providers) {
    const started = await startProviderSandbox(name, (exchange) => {
      const sample = String(exchange.headers["x-sample"]);
      exchanges.set(sample, [...(exchanges.get(sample) ?? []), exchange]);
    });
    sandboxes.set(name, started);
    for (const server of servers) targets.set(server, started.sandbox.url);
  }
  standIn = await startStandIn(
    targets,
    missingTools.length > 0 ? undefined : join(folder, "stand-in"),
  );
}

function credentialsOf(provider: string): Readonly<Record<string, string>> {
  return sandboxes.get(provider)?.environment ?? {};
}

/** Credentials that the sandbox has not given out. */
function forgedOf(provider: string): Readonly<Record<string, string>> {
  const entries = Object.entries(credentialsOf(provider));
  return Object.fromEntries(entries.map(([name, value]) => [name, `wrong-${value}`]));
}

/** Those that ask for credentials; of scripts all that sign, and one for each set of other credentials. */
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
  it("compiles, calls its operation with success, and shows the result", () => {
    expect(diagnostics.filter((line) => line.includes(`${path}.ts(`))).toEqual([]);
    const calls = exchanges.get(name) ?? [];
    expect(calls.flatMap(({ reason }) => reason ?? [])).toEqual([]);
    expect(calls.length).toBeGreaterThan(0);
    for (const { operationId, status } of calls) {
      expect([operationId, Math.floor(status / 100)]).toEqual([sample.operation.operationId, 2]);
    }
    const { error, printed } = runs.get(name) ?? {};
    // The sandbox has one page of each list, and gives it again and again.
    if (error !== SAME_PAGE) expect(error).toBeUndefined();
    // A list may be empty, a file is written, and curl shows what there is.
    const isShown = sample.kind !== "curl" && !/writeFile\(|for await/.test(sample.source);
    if (isShown) expect(printed).toBeGreaterThan(0);
  });
});

const SAME_PAGE =
  "CountersignError: The provider gave a cursor a second time; going on would never end.";

it.each(forgeable.map(({ name }) => name))("%s: is refused with other credentials", (name) => {
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
  it.skip(`the samples with curl: they need ${missingTools.join(" and ")}`);
}

it("the compiler finds nothing wrong", () => {
  expect(diagnostics).toEqual([]);
});

it("files that are answers have been written", () => {
  for (const { provider, source } of all) {
    const [file] = /answer\.\w+/.exec(source) ?? [];
    if (file !== undefined) expect(existsSync(join(folder, provider.name, file))).toBe(true);
  }
});
