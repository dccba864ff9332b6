import type { Guide } from "../guides/guide.ts";
import type { SearchEntry } from "../search/search-entry.ts";

/** Returns the search entries of the guides: one for each guide and each of its sections. */
export function guideEntries(guides: readonly Guide[]): SearchEntry[] {
  return guides.flatMap(({ title, path, lead, headings }): SearchEntry[] => [
    ["guide", title, lead, path],
    ...headings
      .filter(({ level }) => level <= 3)
      .map(({ text, anchor }): SearchEntry => ["guide", text, title, `${path}#${anchor}`]),
  ]);
}

/** Returns the search index as a script, because a page opened from disk can load a script but not fetch a file. */
export function searchScript(entries: readonly SearchEntry[]): string {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  return `globalThis.countersignSearch = [\n${lines}\n];\n`;
}
