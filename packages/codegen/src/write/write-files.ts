import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { EmittedFile } from "./emitted-file.ts";

/** Options for writing files. */
export interface WriteOptions {
  /** The output folder. Nothing outside it is changed. */
  readonly folder: string;
  /** Files, or folders with nothing but generated files, relative to the output folder. */
  readonly owned: readonly string[];
  /** Whether to only report what would change, and write nothing. */
  readonly check: boolean;
}

/** What was written, or with `check` would be. */
export interface WriteResult {
  /** Paths written, relative to the output folder. */
  readonly written: readonly string[];
  /** Paths of files that are no longer generated. */
  readonly removed: readonly string[];
}

/**
 * Brings a folder in line with the emitted files: writes those that differ, each atomically, and removes
 * everything else from the owned folders.
 *
 * @throws Error when two emitters write the same path or a path is outside the folder; nothing is written then.
 */
export async function writeFiles(
  files: readonly EmittedFile[],
  options: WriteOptions,
): Promise<WriteResult> {
  const root = resolve(options.folder);
  const outputs = new Map<string, string>();
  for (const { path, text } of files) {
    const target = resolve(root, path);
    if (!target.startsWith(root + sep)) throw new Error(`${path} is outside the output folder`);
    if (outputs.has(target)) throw new Error(`two emitters write ${path}`);
    outputs.set(target, text);
  }
  const written: string[] = [];
  for (const [target, text] of outputs) {
    const current = existsSync(target) ? await readFile(target, "utf8") : undefined;
    if (current !== text) written.push(target);
  }
  const removed = (await ownedFiles(root, options.owned)).filter((path) => !outputs.has(path));
  if (!options.check) {
    for (const target of written) await replace(target, outputs.get(target) ?? "");
    for (const target of removed) await rm(target);
  }
  const display = (path: string): string => relative(root, path).split(sep).join("/");
  return { written: written.map(display), removed: removed.map(display) };
}

/** Calls `work` with a new temporary folder that contains the files, and then removes the folder. */
export async function inTemporaryFolder<T>(
  files: readonly EmittedFile[],
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-"));
  try {
    await writeFiles(files, { folder, owned: [], check: false });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes to a temporary file and renames it, so that readers never see half a file. */
async function replace(target: string, text: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}.tmp`;
  await writeFile(beside, text);
  await rename(beside, target);
}

async function ownedFiles(root: string, owned: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    owned.map(async (name) => {
      const folder = join(root, name);
      if (!existsSync(folder)) return [];
      if ((await stat(folder)).isFile()) return [folder];
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  return found.flat().sort();
}
