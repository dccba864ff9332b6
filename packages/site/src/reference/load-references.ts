import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { SiteError } from "../errors/site-error.ts";
import type { SearchEntry } from "../search/search-entry.ts";
import { pagePath, REFERENCE_FOLDER } from "./build-reference.ts";
import type { Facts } from "./facts.ts";

/** A provider's part of the site, as its package keeps it. */
export interface LoadedReference {
  readonly facts: Facts;
  readonly search: readonly SearchEntry[];
  /** What its reference page makes addresses of. */
  readonly anchors: ReadonlySet<string>;
  /** Its folder from the site's root. */
  readonly folder: string;
  /** The files that belong to the site, by their path within the folder. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What only the assembly reads. */
const INTERNAL = new Set(["facts.json", "search.json"]);

/**
 * Reads the references of all provider packages, the one with the most operations first.
 *
 * @throws SiteError when one was not built.
 */
export async function loadReferences(root: string): Promise<LoadedReference[]> {
  const manifests = await Array.fromAsync(glob("packages/providers/*/package.json", { cwd: root }));
  const folders = manifests.map((file) => join(root, file, "..", REFERENCE_FOLDER)).sort();
  const missing = folders.filter((folder) => !existsSync(join(folder, "facts.json")));
  if (missing.length > 0) {
    throw new SiteError("References are not built; `pnpm site build` builds them first:", missing);
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
  const texts = new Map(all);
  const facts: Facts = JSON.parse(texts.get("facts.json") ?? "");
  const search: SearchEntry[] = JSON.parse(texts.get("search.json") ?? "");
  const page = pagePath(facts.name);
  return {
    facts,
    search,
    anchors: new Set(search.map(([, , , address]) => address.slice(page.length))),
    folder: `providers/${facts.name}`,
    texts: new Map(all.filter(([path]) => !INTERNAL.has(path))),
  };
}
