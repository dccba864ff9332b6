import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** A tool for the command line, which no program imports to run. */
const GENERATOR = "@countersign/codegen";

/**
 * Packs every published package that programs import, as it would be published. They must have been built.
 *
 * @returns the paths of the tarballs, by the packages' names.
 */
export async function packLibraries(folder: string): Promise<ReadonlyMap<string, string>> {
  const filters = libraries().map((name) => `--filter=${name}`);
  const args = [...filters, "pack", "--json", "--pack-destination", folder];
  const { stdout } = await runCommand("pnpm", args, { cwd: root });
  const packed: { name: string; filename: string }[] = JSON.parse(stdout);
  return new Map(packed.map(({ name, filename }) => [name, filename]));
}

function libraries(): readonly string[] {
  return globSync(["packages/*/package.json", "packages/providers/*/package.json"], { cwd: root })
    .map((file) => JSON.parse(readFileSync(join(root, file), "utf8")))
    .filter((manifest) => manifest.private !== true)
    .map(({ name }) => name)
    .filter((name) => name !== GENERATOR);
}
