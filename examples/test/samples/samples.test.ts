import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { OperationSamples } from "@countersign/codegen";
import type { SandboxExchange } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ProviderSandbox,
  type SampledProvider,
  sampledProvider,
  startProviderSandbox,
} from "./helpers/providers.ts";
import { comparable } from "./helpers/comparable.ts";
import { curlConfig, type RunPlace, runPrograms, runScript, type SampleRun } from "./helpers/sample-run.ts";
import { type StandIn, startStandIn } from "./helpers/stand-in.ts";

// Every sample of every operation as it stands on the site: compiled against the built packages, run, and
// answered by a sandbox that has checked credentials, signature, parameters and body.

const run = promisify(execFile);
const specs = readdirSync(new URL("../../../specs/", import.meta.url)).sort();
const providers = await Promise.all(specs.map(sampledProvider));

/** A sample with its name, which says where on the site it stands. */
interface NamedSample {
  readonly name: string;
  readonly provider: SampledProvider;
  readonly operation: OperationSamples;
  readonly label: string;
  readonly source: string;
  /** Path of the program within the folder, without its ending. */
  readonly path: string;
}

const LABELS = ["facade", "package", "curl"];
const all: readonly NamedSample[] = providers.flatMap((provider) =>
  provider.operations.flatMap((operation) =>
    operation.samples.map(({ source }, index) => {
      const label = LABELS[index] ?? "";
      const name = `${provider.name} ${operation.operationId} ${label}`;
      const path = `${provider.name}/${operation.operationId}.${label}`;
      return { name, provider, operation, label, source, path };
    }),
  ),
);
const programs = all.filter(({ label }) => label !== "curl");
const scripts = all.filter(({ label }) => label === "curl");

// Within this package, so that its dependencies resolve, and ignored by git.
const folder = fileURLToPath(new URL("../../samples/", import.meta.url));
const exchanges = new Map<string, SandboxExchange[]>();
const runs = new Map<string, SampleRun>();
const sandboxes = new Map<string, ProviderSandbox>();
let diagnostics: readonly string[] = [];
let standIn: StandIn;

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const provider of providers) await writeProvider(provider);
  await startServers();
  diagnostics = await compile();
  await Promise.all([runAllPrograms(""), runAllScripts("")]);
  await Promise.all([runAllPrograms("forged "), runAllScripts("forged ")]);
}, 300_000);
afterAll(async () => {
  await standIn?.close();
  await Promise.all([...sandboxes.values()].map(({ sandbox }) => sandbox.close()));
  await rm(folder, { recursive: true, force: true });
});

/** Writes a provider's samples, the files that they read, and how curl finds the stand-in. */
async function writeProvider({ name, operations }: SampledProvider): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  for (const each of all.filter(({ provider }) => provider.name === name)) {
    await writeFile(join(folder, `${each.path}.${each.label === "curl" ? "sh" : "ts"}`), each.source);
  }
  for (const { name: file, text } of operations.flatMap(({ files }) => files)) {
    await writeFile(join(folder, name, file), text);
  }
}

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
  standIn = await startStandIn(targets, join(folder, "stand-in"));
}

/** Returns what the compiler finds wrong, and writes the programs as JavaScript. */
async function compile(): Promise<readonly string[]> {
  const config = fileURLToPath(new URL("tsconfig.json", import.meta.url));
  const { stdout } = await run("tsc", ["-p", config], { maxBuffer: 1e8 }).catch(
    (error: { stdout: string }) => error,
  );
  return stdout.split("\n").filter(Boolean);
}

/** Where a provider's samples run; with `forged`, each credential is one that the sandbox has not given out. */
function placeOf(provider: string, forged: string): RunPlace {
  const environment = Object.entries(sandboxes.get(provider)?.environment ?? {}).map(([name, value]) => [
    name,
    forged === "" ? value : `wrong-${value}`,
  ]);
  return { standIn, folder: join(folder, provider), environment: Object.fromEntries(environment) };
}

async function runAllPrograms(forged: string): Promise<void> {
  for (const { name } of providers) {
    const own = programs
      .filter(({ provider }) => provider.name === name)
      .map((each) => ({ name: forged + each.name, program: join(folder, `out/${each.path}.js`) }));
    for (const result of await runPrograms(own, placeOf(name, forged))) runs.set(result.name, result);
  }
}

async function runAllScripts(forged: string): Promise<void> {
  const queue = scripts.values();
  const work = async (): Promise<void> => {
    for (const { name: plain, path, provider } of queue) {
      const name = forged + plain;
      const home = join(folder, "curl", name);
      await mkdir(home, { recursive: true });
      await writeFile(join(home, ".curlrc"), curlConfig(name, standIn));
      const place = placeOf(provider.name, forged);
      const environment = { ...place.environment, CURL_HOME: home };
      const script = join(folder, `${path}.sh`);
      runs.set(name, await runScript({ name, script }, { ...place, environment }));
    }
  };
  await Promise.all([work(), work(), work()]);
}

function statusesOf(name: string): (number | undefined)[] {
  return (exchanges.get(name) ?? []).map(({ status }) => status);
}

describe.each(all.map((each) => [each.name, each] as const))("%s", (name, { operation, provider, path, label }) => {
  it("runs, and calls its operation with success", () => {
    expect(diagnostics.filter((line) => line.includes(`${path}.ts`))).toEqual([]);
    const calls = exchanges.get(name) ?? [];
    expect(calls.map(({ reason }) => reason).filter(Boolean)).toEqual([]);
    expect(new Set(calls.map(({ operationId }) => operationId))).toEqual(new Set([operation.operationId]));
    for (const status of statusesOf(name)) expect(Math.floor((status ?? 0) / 100)).toBe(2);
    const { error, printed } = runs.get(name) ?? {};
    // The sandbox has one page of each list, and gives it again and again.
    if (error !== SAME_PAGE) expect(error).toBeUndefined();
    const hasResult = (printed ?? 0) > 0 || label === "curl" || /writeFile|for await/.test(sourceOf(name));
    expect(hasResult).toBe(true);
  });

  it.skipIf(provider.open.has(operation.operationId))("is refused with other credentials", () => {
    expect(new Set(statusesOf(`forged ${name}`))).toEqual(new Set([401]));
  });
});

const SAME_PAGE =
  "CountersignError: The provider gave a cursor a second time; going on would never end.";

function sourceOf(name: string): string {
  return all.find((each) => each.name === name)?.source ?? "";
}

describe.each(providers.map((provider) => [provider.name, provider] as const))("%s", (name, { operations }) => {
  it.each(operations.map(({ operationId }) => operationId))("%s: its samples send the same request", async (id) => {
    const [facade, ...others] = await Promise.all(
      LABELS.map((label) => comparable(exchanges.get(`${name} ${id} ${label}`)?.[0])),
    );
    for (const other of others) expect(other).toEqual(facade);
  });
});

it("the compiler finds nothing wrong", () => {
  expect(diagnostics).toEqual([]);
});

it("files that are answers have been written", () => {
  const writing = all.filter(({ source }) => /writeFile\(|--output/.test(source));
  for (const { provider, source } of writing) {
    const [file = ""] = /answer\.\w+/.exec(source) ?? [];
    expect(existsSync(join(folder, provider.name, file))).toBe(true);
  }
});
