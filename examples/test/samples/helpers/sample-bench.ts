import { execFile, spawnSync } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { OperationSamples } from "@countersign/codegen/samples";
import type { ProviderProxy } from "./provider-proxy.ts";
import type { SampledProvider } from "./providers.ts";
import {
  curlConfig,
  type RunContext,
  runPrograms,
  runScript,
  type SampleRun,
} from "./sample-run.ts";

const run = promisify(execFile);

/** The kinds of samples of an operation, in order. */
const ALL_KINDS = ["facade", "package", "curl"] as const;

/** Programs that curl samples need and that are not installed. */
export const missingTools: readonly string[] = ["sh", "curl", "openssl"].filter(
  (tool) => spawnSync(tool, tool === "sh" ? ["-c", ":"] : ["version"]).error !== undefined,
);

/** The kinds of samples that can run here. */
export const KINDS: readonly (typeof ALL_KINDS)[number][] = ALL_KINDS.filter(
  (kind) => kind !== "curl" || missingTools.length === 0,
);

/** A sample with a name that identifies it. */
export interface NamedSample {
  readonly name: string;
  readonly provider: SampledProvider;
  readonly operation: OperationSamples;
  readonly kind: (typeof ALL_KINDS)[number];
  readonly source: string;
  /** Path of its file within a folder, without the extension. */
  readonly path: string;
}

/** Returns all samples of providers. */
export function namedSamples(providers: readonly SampledProvider[]): NamedSample[] {
  return providers.flatMap((provider) =>
    provider.operations.flatMap((operation) =>
      KINDS.map((kind, index) => ({
        name: `${provider.name} ${operation.operationId} ${kind}`,
        provider,
        operation,
        kind,
        source: operation.samples[index]?.source ?? "",
        path: `${provider.name}/${operation.operationId}.${kind}`,
      })),
    ),
  );
}

/** Writes samples and the files that they read below a new folder, and links the packages that they import. */
export async function writeSamples(all: readonly NamedSample[], folder: string): Promise<void> {
  for (const provider of new Set(all.map((each) => each.provider))) {
    const link = join(folder, "node_modules", provider.packageName);
    await mkdir(dirname(link), { recursive: true });
    await symlink(provider.folder, link);
  }
  for (const { path, provider, operation, kind, source } of all) {
    await mkdir(join(folder, provider.name), { recursive: true });
    await writeFile(join(folder, `${path}.${kind === "curl" ? "sh" : "ts"}`), source);
    for (const { name, text } of operation.files) {
      await writeFile(join(folder, provider.name, name), text);
    }
  }
}

/** Empties a folder. */
export async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

/** Compiles the programs below a folder into `out`, and returns the compiler's messages. */
export async function compileSamples(folder: string): Promise<readonly string[]> {
  const config = {
    extends: "../../../tsconfig.base.json",
    compilerOptions: {
      rootDir: ".",
      outDir: "out",
      lib: ["es2023", "dom", "dom.iterable"],
      types: ["node"],
      isolatedDeclarations: false,
      declaration: false,
      declarationMap: false,
      sourceMap: false,
      skipLibCheck: true,
    },
    include: ["*/*.ts"],
    exclude: ["out"],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  const { stdout } = await run("tsc", ["-p", folder], { maxBuffer: 1e8 }).catch(
    (error: { stdout: string }) => error,
  );
  return stdout.split("\n").filter(Boolean);
}

/** Runs samples: compiled programs, and scripts. `prefix` is prepended to their names. */
export async function runSamples(
  all: readonly NamedSample[],
  { folder, proxy, environmentOf, prefix = "" }: SampleBench & { readonly prefix?: string },
): Promise<ReadonlyMap<string, SampleRun>> {
  const contextOf = (provider: string): RunContext => ({
    proxy,
    folder: join(folder, provider),
    environment: environmentOf(provider),
  });
  const runs: SampleRun[] = [];
  const runAllPrograms = async (): Promise<void> => {
    for (const name of new Set(all.map(({ provider }) => provider.name))) {
      const programs = all
        .filter(({ provider, kind }) => provider.name === name && kind !== "curl")
        .map((each) => ({
          name: prefix + each.name,
          program: join(folder, `out/${each.path}.js`),
        }));
      runs.push(...(await runPrograms(programs, contextOf(name))));
    }
  };
  const scripts = all.filter(({ kind }) => kind === "curl").values();
  const runNextScripts = async (): Promise<void> => {
    for (const { name: plain, path, provider } of scripts) {
      const name = prefix + plain;
      const home = join(folder, "curl", name);
      await mkdir(home, { recursive: true });
      await writeFile(join(home, ".curlrc"), curlConfig(name, proxy));
      const context = contextOf(provider.name);
      const environment = { ...context.environment, CURL_HOME: home };
      const script = join(folder, `${path}.sh`);
      runs.push(await runScript({ name, script }, { ...context, environment }));
    }
  };
  await Promise.all([runAllPrograms(), runNextScripts(), runNextScripts()]);
  return new Map(runs.map((each) => [each.name, each]));
}

/** The surroundings that samples run in. */
export interface SampleBench {
  readonly folder: string;
  readonly proxy: ProviderProxy;
  /** Returns the environment variables of a provider's samples. */
  readonly environmentOf: (provider: string) => Readonly<Record<string, string>>;
}
