import type { SearchEntry } from "../search/search-entry.ts";

declare global {
  var countersignSearch: SearchEntry[] | undefined;
}

/** Loads the index as a script, which works from disk too. */
export function loadIndex(root: string): Promise<SearchEntry[]> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root}assets/search-index.js`;
    script.onload = () => resolve(globalThis.countersignSearch ?? []);
    script.onerror = () => reject(new Error(`${script.src} cannot be loaded`));
    document.head.append(script);
  });
}
