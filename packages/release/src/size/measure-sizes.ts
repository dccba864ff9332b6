import { stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { entryPoints } from "../checks/check-resolution.ts";
import type { PackedPackage } from "../packing/pack-packages.ts";
import { readTarball } from "../packing/read-tarball.ts";

/** Sizes in bytes, by measure: `tarball`, `unpacked`, and `bundled` for each entry. */
export type Sizes = Readonly<Record<string, number>>;

/**
 * Returns the sizes of each package, by name: of the tarball, of its files, and for clients, of a minified and
 * compressed bundle of each entry's exports.
 */
export async function measureSizes(
  root: string,
  packages: readonly PackedPackage[],
): Promise<Record<string, Sizes>> {
  const measured = await Promise.all(
    packages.map(async (each): Promise<[string, Sizes]> => [each.name, await measure(root, each)]),
  );
  return Object.fromEntries(measured.sort(([a], [b]) => a.localeCompare(b, "en")));
}

async function measure(root: string, packed: PackedPackage): Promise<Sizes> {
  const { tarball, manifest, name } = packed;
  const files = await readTarball(tarball);
  const unpacked = [...files.values()].reduce((sum, content) => sum + content.length, 0);
  const entries = packed.isClient ? entryPoints({ manifest, files }) : [];
  const bundles = entries.map(
    async (entry): Promise<[string, number]> => [
      `bundled ${entry.replace(/^\./, name)}`,
      await bundledBytes(root, packed, entry),
    ],
  );
  return {
    tarball: (await stat(tarball)).size,
    unpacked,
    ...Object.fromEntries(await Promise.all(bundles)),
  };
}

async function bundledBytes(root: string, packed: PackedPackage, entry: string): Promise<number> {
  const { directory, name } = packed;
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from ${JSON.stringify(entry.replace(/^\./, name))};`,
      // A package can import itself by name, as a program would import it.
      resolveDir: join(root, directory),
    },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["import"],
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}
