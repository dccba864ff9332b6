import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { SearchEntry } from "../../src/search/search-entry.ts";
import { DIST } from "./browser.ts";

/** Paths of all pages of the built site. */
export const PAGES: readonly string[] = globSync("**/*.html", { cwd: DIST })
  .map((path) => path.split(sep).join("/"))
  .sort();

/** Paths of all references. */
export const REFERENCES: readonly string[] = PAGES.filter((path) =>
  path.endsWith("/reference.html"),
);

/** The search entries of the built site. */
export const ENTRIES: readonly SearchEntry[] = JSON.parse(
  readFileSync(join(DIST, "assets/search-index.js"), "utf8")
    .replace(/^globalThis\.countersignSearch = /, "")
    .replace(/;\n$/, ""),
);
