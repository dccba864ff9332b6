import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import {
  buildLargePackage,
  CALLERS,
  COMPILERS,
  compile,
  programOf,
} from "../packages/countersign/test/helpers/large-package.ts";
import { median } from "./median.ts";
import { TsServer } from "./tsserver.ts";

// `pnpm --filter @countersign/benchmarks bench:types`: measures what ten calls cost the compiler in documents with many
// operations, in turns with openapi-fetch's own types of the same document, and how long an editor takes to list the
// paths while someone types one. Prints medians, and their ratio to openapi-fetch's.

const SIZES = [300, 1000, 2000];
const CALLS = 10;
const ROUNDS = 3;
const PEER = "openapi-fetch's own client";

const versions = Object.keys(COMPILERS) as (keyof typeof COMPILERS)[];
const callers = Object.keys(CALLERS) as (keyof typeof CALLERS)[];
const work = mkdtempSync(join(fileURLToPath(new URL(".", import.meta.url)), "tmp-"));

try {
  for (const size of SIZES) {
    const folder = join(work, String(size));
    await buildLargePackage(folder, size);
    for (const version of versions) await measureCompiler(folder, version, size);
    await measureEditor(folder, size);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function measureCompiler(
  folder: string,
  version: keyof typeof COMPILERS,
  size: number,
): Promise<void> {
  const seconds = new Map(callers.map((caller) => [caller, [] as number[]]));
  const instantiations = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const caller of callers) {
      const result = await compile(folder, version, programOf(caller, size, CALLS));
      if (result.errors !== "") throw new Error(result.errors);
      seconds.get(caller)?.push(result.checkSeconds);
      instantiations.set(caller, result.instantiations);
    }
  }
  console.log(`\n${CALLS} calls, ${size} operations, TypeScript ${version}`);
  for (const caller of callers) {
    const [own, peer] = [caller, PEER].map((name) =>
      median(seconds.get(name as typeof caller) ?? []),
    );
    const [count, peerCount] = [caller, PEER].map((name) => instantiations.get(name) ?? Number.NaN);
    print(caller, [
      `${own?.toFixed(2)} s (${ratio(own, peer)})`,
      `${count?.toLocaleString("en")} instantiations (${ratio(count, peerCount)})`,
    ]);
  }
}

async function measureEditor(folder: string, size: number): Promise<void> {
  const byPath = callers.filter((caller) => caller.endsWith("by path") || caller === PEER);
  const times = new Map(byPath.map((caller) => [caller, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const caller of byPath) times.get(caller)?.push(...(await timesToPaths(folder, caller)));
  }
  console.log(`\nList of paths while typing one, ${size} operations, TypeScript 5.9`);
  for (const caller of byPath) {
    const [own, peer] = [caller, PEER].map((name) =>
      median(times.get(name as typeof caller) ?? []),
    );
    print(caller, [`${own?.toFixed(0)} ms (${ratio(own, peer)})`]);
  }
}

/** Returns the milliseconds that each of a few keystrokes takes. */
async function timesToPaths(folder: string, caller: keyof typeof CALLERS): Promise<number[]> {
  const before = `${CALLERS[caller].client}await client.POST("/groups/g`;
  const file = join(folder, "program.ts");
  writeFileSync(file, `${before}", {});\n`);
  const server = new TsServer(file, `${before}", {});\n`);
  const lines = before.split("\n");
  const line = lines.length;
  let offset = (lines.at(-1)?.length ?? 0) + 1;
  const suggested = await server.completions(line, offset);
  if (!suggested.includes("/groups/g0/items0")) throw new Error(`no paths: ${suggested}`);
  const times: number[] = [];
  for (const letter of "0/i") {
    server.insert(line, offset, letter);
    offset += 1;
    const start = performance.now();
    await server.completions(line, offset);
    times.push(performance.now() - start);
  }
  server.close();
  return times;
}

function print(name: string, figures: readonly string[]): void {
  console.log(`${name.padEnd(36)}${figures.map((figure) => figure.padEnd(20)).join("  ")}`);
}

function ratio(own = Number.NaN, peer = Number.NaN): string {
  return `${(own / peer).toFixed(3)} of openapi-fetch's`;
}
