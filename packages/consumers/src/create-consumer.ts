import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runLimited } from "./run-limited.ts";

const here = (folder: string): string => fileURLToPath(new URL(`../${folder}/`, import.meta.url));

/** Types of the oldest Node that the packages support. */
const NODE_TYPES = "@types/node@20.19.43";

/**
 * Creates a user's project: a folder with our programs, in which npm installs the tarballs, and their dependencies
 * from the registry.
 *
 * @param tarballs - Paths of the tarballs, by package name.
 */
export async function createConsumer(
  folder: string,
  tarballs: ReadonlyMap<string, string>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(here("programs"), folder, { recursive: true });
  await cp(here("types"), join(folder, "types"), { recursive: true });
  const manifest = { name: "consumer", private: true, type: "module" };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const args = ["install", "--no-audit", "--no-fund", "--no-package-lock", NODE_TYPES];
  await runLimited("npm", [...args, ...tarballs.values()], { cwd: folder });
  await writeVectorFiles(folder);
}

/** Writes a module that imports all vector files of the tarball, because a folder cannot be imported. */
async function writeVectorFiles(folder: string): Promise<void> {
  const files = await readdir(join(folder, "node_modules/countersign/vectors"));
  const schemes = files
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => basename(file, ".json"));
  const imports = schemes.map(
    (scheme, index) =>
      `import v${index} from "countersign/vectors/${scheme}" with { type: "json" };`,
  );
  const list = `export const vectorFiles = [${schemes.map((_, index) => `v${index}`).join(", ")}];`;
  await writeFile(join(folder, "vector-files.js"), `${imports.join("\n")}\n${list}\n`);
  await writeFile(join(folder, "vector-files.json"), JSON.stringify(schemes));
}
