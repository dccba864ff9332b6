import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { EmittedFile } from "./emitted-file.ts";

/** How files are written. */
export interface WriteOptions {
  /** The output folder. Nothing outside it is touched. */
  readonly folder: string;
  /** Folders, relative to the output folder, that hold nothing but generated files; or such files. */
  readonly owned: readonly string[];
  /** Compare only: report what would change, and write nothing. */
  readonly check: boolean;
}

/** What writing did, or with `check` would do. */
export interface WriteResult {
  /** Paths written, relative to the output folder. */
  readonly written: readonly string[];
  /** Paths of files that are no longer generated. */
  readonly removed: readonly string[];
}

/**
 * Brings a folder in line with the emitted files: writes those that differ, each in one step, and
 * removes what an owned folder holds besides.
 *
 * @throws Error when two emitters claim one path or a path leaves the folder; nothing is written then.
 */
export async function writeFiles(
  files: readonly EmittedFile[],
  options: WriteOptions,
): Promise<WriteResult> {
  const root = resolve(options.folder);
  const wanted = new Map<string, string>();
  for (const { path, text } of files) {
    const target = resolve(root, path);
    if (!target.startsWith(root + sep)) throw new Error(`${path} is outside the output folder`);
    if (wanted.has(target)) throw new Error(`two emitters write ${path}`);
    wanted.set(target, text);
  }
  const written: string[] = [];
  for (const [target, text] of wanted) {
    const current = existsSync(target) ? await readFile(target, "utf8") : undefined;
    if (current !== text) written.push(target);
  }
  const removed = (await ownedFiles(root, options.owned)).filter((path) => !wanted.has(path));
  if (!options.check) {
    for (const target of written) await replace(target, wanted.get(target) ?? "");
    for (const target of removed) await rm(target);
  }
  const display = (path: string): string => relative(root, path).split(sep).join("/");
  return { written: written.map(display), removed: removed.map(display) };
}

/** Lends a new folder with files to `work`, and removes it when that is done. */
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

/** A reader never sees half a file: the text is written beside it, then takes its name. */
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
