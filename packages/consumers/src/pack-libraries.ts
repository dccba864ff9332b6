import { fileURLToPath } from "node:url";
import { packPackages } from "@countersign/release/packing/pack-packages";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The command and what it is made of, which no program imports to run. */
const TOOLS = ["cli", "codegen", "upkeep"].map((name) => `@countersign/${name}`);

/**
 * Packs every published package that programs import, as it would be published. They must have been built.
 *
 * @returns the paths of the tarballs, by the packages' names.
 */
export async function packLibraries(folder: string): Promise<ReadonlyMap<string, string>> {
  const packed = await packPackages(root, folder);
  const libraries = packed.filter(({ name }) => !TOOLS.includes(name));
  return new Map(libraries.map(({ name, tarball }) => [name, tarball]));
}
