import { fileURLToPath } from "node:url";
import { packPackages } from "@countersign/release/packing/pack-packages";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The command-line tool and its packages, which programs do not import. */
const TOOLS = ["cli", "codegen", "upkeep"].map((name) => `@countersign/${name}`);

/**
 * Packs every published package that programs import. The packages must be built.
 *
 * @returns Paths of the tarballs, by package name.
 */
export async function packLibraries(folder: string): Promise<ReadonlyMap<string, string>> {
  const packed = await packPackages(root, folder);
  const libraries = packed.filter(({ name }) => !TOOLS.includes(name));
  return new Map(libraries.map(({ name, tarball }) => [name, tarball]));
}
