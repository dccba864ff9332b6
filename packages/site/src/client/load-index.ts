import type { SearchEntry } from "../search/search-entry.ts";

declare global {
  var countersignSearch: SearchEntry[] | undefined;
}

/** Loads the search index as a script, which also works from disk. */
export function loadIndex(root: string): Promise<SearchEntry[]> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root}assets/search-index.js`;
    script.onload = () => resolve(globalThis.countersignSearch ?? []);
    script.onerror = () => reject(new Error(`Failed to load ${script.src}`));
    document.head.append(script);
  });
}
