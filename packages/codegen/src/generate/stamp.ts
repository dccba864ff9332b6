import { createHash, type Hash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { ownPackageIn } from "./own-package.ts";

/** The inputs and outputs of a run of the generator. */
export interface StampSubject {
  /** Folder with `openapi.yaml`. */
  readonly spec: string;
  /** Folder of the provider package. */
  readonly out: string;
  /** Whether the examples are written too. */
  readonly examples: boolean;
  /** Folders of the generator's own packages. Default: this package and `@countersign/spec`. */
  readonly generator?: readonly string[];
}

const GENERATOR = ["@countersign/codegen", "@countersign/spec"].map((name) =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)),
);

/** Folders and files of a package that the generator writes, and the configuration that it reads. */
const FILES = ["src/generated", "test/generated", "openapi.json", "README.md", "tsconfig.json"];

/**
 * Returns a hash of the spec, the generator, the files that it wrote and the compiler's configuration. As long as the
 * hash is the same, a run would write nothing.
 */
export async function stampOf({
  spec,
  out,
  examples,
  generator = GENERATOR,
}: StampSubject): Promise<string> {
  const hash = createHash("sha256");
  hash.update(`${examples}\0${await generatorHash(generator)}\0`);
  await addFolder(hash, spec);
  for (const path of FILES) await addAny(hash, join(out, path));
  // The README introduces the package as its manifest does.
  hash.update(JSON.stringify(await ownPackageIn(out)) ?? "no name");
  return hash.digest("hex");
}

/** Hashes by the folders, which do not change while the generator runs. */
const generatorHashes = new Map<string, Promise<string>>();

function generatorHash(folders: readonly string[]): Promise<string> {
  const key = folders.join("\0");
  const known = generatorHashes.get(key) ?? hashOfGenerator(folders);
  generatorHashes.set(key, known);
  return known;
}

async function hashOfGenerator(folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of folders) {
    // The manifest has the exact versions of its dependencies.
    for (const path of ["dist", "package.json", "vocabulary.schema.json"]) {
      await addAny(hash, join(folder, path));
    }
  }
  return hash.digest("hex");
}

async function addAny(hash: Hash, path: string): Promise<void> {
  if (/\.\w+$/.test(path)) await addFile(hash, path);
  else await addFolder(hash, path);
}

async function addFolder(hash: Hash, folder: string): Promise<void> {
  if (!existsSync(folder)) return void hash.update("no folder\0");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    hash.update(`${relative(folder, file).split(sep).join("/")}\0`);
    await addFile(hash, file);
  }
}

async function addFile(hash: Hash, file: string): Promise<void> {
  if (!existsSync(file)) return void hash.update("no file\0");
  const bytes = await readFile(file);
  hash.update(`${bytes.length}\0`).update(bytes);
}
