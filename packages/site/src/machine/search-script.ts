import type { Guide } from "../guides/guide.ts";
import type { SearchEntry } from "../search/search-entry.ts";

/** Returns what search finds in the guides: each, and each of their sections. */
export function guideEntries(guides: readonly Guide[]): SearchEntry[] {
  return guides.flatMap(({ title, path, lead, headings }): SearchEntry[] => [
    ["guide", title, lead, path],
    ...headings
      .filter(({ level }) => level <= 3)
      .map(({ text, anchor }): SearchEntry => ["guide", text, title, `${path}#${anchor}`]),
  ]);
}

/** Returns the index as a script: a page opened from disk can load one, and cannot fetch a file. */
export function searchScript(entries: readonly SearchEntry[]): string {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  return `globalThis.countersignSearch = [\n${lines}\n];\n`;
}
