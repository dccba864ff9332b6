import { posix } from "node:path";
import { pageLinks } from "./page-links.ts";

/** The files of the site: contents by path relative to the site's root. */
export type SiteFiles = ReadonlyMap<string, string>;

/**
 * Returns a problem for each broken link of a site: a missing file, or a missing anchor. Each names the page.
 *
 * @param rendered - Anchors of pages that create them in the browser, by path of the page.
 */
export function brokenLinks(
  files: SiteFiles,
  rendered: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const pages = new Map(
    [...files].flatMap(([path, text]) =>
      isOurs(path) ? [[path, pageLinks(path, text)] as const] : [],
    ),
  );
  const problems: string[] = [];
  for (const [page, { links }] of pages) {
    for (const link of links) {
      const [target = "", ...rest] = link.split("#");
      const path = target === "" ? page : posix.join(posix.dirname(page), decodeURI(target));
      if (!files.has(path)) {
        problems.push(`${page} links to ${link}, but there is no such page`);
        continue;
      }
      const anchor = rest.join("#");
      if (anchor === "" || (path === "index.html" && anchor === "search")) continue;
      const isFound =
        rendered.get(path)?.has(`#${anchor}`) ??
        pages.get(path)?.anchors.has(decodeURIComponent(anchor)) ??
        false;
      if (!isFound) problems.push(`${page} links to ${link}, but that page has no such anchor`);
    }
  }
  return problems;
}

/** Whether the links of a file are ours: those in the Markdown of operations come from the specs. */
function isOurs(path: string): boolean {
  return path.endsWith(".html") || path === "llms.txt" || /^guides\/.*\.md$/.test(path);
}
