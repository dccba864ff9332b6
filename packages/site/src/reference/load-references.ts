import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { SiteError } from "../errors/site-error.ts";
import type { SearchEntry } from "../search/search-entry.ts";
import { pagePath, REFERENCE_FOLDER } from "./build-reference.ts";
import type { Facts } from "./facts.ts";

/** A provider's part of the site, loaded from its package. */
export interface LoadedReference {
  readonly facts: Facts;
  readonly search: readonly SearchEntry[];
  /** Anchors of its reference page. */
  readonly anchors: ReadonlySet<string>;
  /** Its folder, relative to the site. */
  readonly folder: string;
  /** Contents of its files, by path within the folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** Files that are not part of the site. */
const INTERNAL = new Set(["facts.json", "search.json"]);

/**
 * Reads the references of all provider packages, sorted by number of operations in descending order.
 *
 * @throws SiteError if one is not built.
 */
export async function loadReferences(root: string): Promise<LoadedReference[]> {
  const manifests = await Array.fromAsync(glob("packages/providers/*/package.json", { cwd: root }));
  const folders = manifests.map((file) => join(root, file, "..", REFERENCE_FOLDER)).sort();
  const missing = folders.filter((folder) => !existsSync(join(folder, "facts.json")));
  if (missing.length > 0) {
    throw new SiteError(
      "References are not built. Run `pnpm site build`, which builds them first:",
      missing,
    );
  }
  const references = await Promise.all(folders.map(load));
  return references.sort(
    (a, b) =>
      b.facts.operations.length - a.facts.operations.length ||
      (a.facts.name < b.facts.name ? -1 : 1),
  );
}

async function load(folder: string): Promise<LoadedReference> {
  const files = await Array.fromAsync(glob("**/*.{html,md,json}", { cwd: folder }));
  const all = await Promise.all(
    files.sort().map(async (file): Promise<[string, string]> => {
      return [file.split(sep).join("/"), await readFile(join(folder, file), "utf8")];
    }),
  );
  const contents = new Map(all);
  const facts: Facts = JSON.parse(contents.get("facts.json") ?? "");
  const search: SearchEntry[] = JSON.parse(contents.get("search.json") ?? "");
  const page = pagePath(facts.name);
  return {
    facts,
    search,
    anchors: new Set(search.map(([, , , url]) => url.slice(page.length))),
    folder: `providers/${facts.name}`,
    files: new Map(all.filter(([path]) => !INTERNAL.has(path))),
  };
}
