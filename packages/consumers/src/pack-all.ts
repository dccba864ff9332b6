import { fileURLToPath } from "node:url";
import { packPackages } from "@countersign/release/packing/pack-packages";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The command-line tool and its packages, which programs do not import. */
const TOOLS = ["cli", "codegen", "upkeep"].map((name) => `@countersign/${name}`);

/** Paths of tarballs, by package name. */
export type Tarballs = Readonly<Record<string, string>>;

/** Packs every published package. The packages must be built. */
export async function packAll(folder: string): Promise<Tarballs> {
  const packed = await packPackages(root, folder);
  return Object.fromEntries(packed.map(({ name, tarball }) => [name, tarball]));
}

/** Returns the packages that programs import. */
export function librariesOf(tarballs: Tarballs): ReadonlyMap<string, string> {
  return new Map(Object.entries(tarballs).filter(([name]) => !TOOLS.includes(name)));
}
