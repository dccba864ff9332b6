import { posix } from "node:path";
import { pageLinks } from "./page-links.ts";

/** The site as it will be written: texts by their path from its root. */
export type SiteFiles = ReadonlyMap<string, string>;

/**
 * Returns what is wrong with the links of a site, each naming its page: a file that is not there, or an anchor
 * that its page does not have.
 *
 * @param rendered - Anchors of pages that make them in the browser, by the path of the page.
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
        problems.push(`${page} links to ${link}, and there is no such page`);
        continue;
      }
      const anchor = rest.join("#");
      if (anchor === "" || (path === "index.html" && anchor === "search")) continue;
      const isThere =
        rendered.get(path)?.has(`#${anchor}`) ??
        pages.get(path)?.anchors.has(decodeURIComponent(anchor)) ??
        false;
      if (!isThere) problems.push(`${page} links to ${link}, and that page has no such anchor`);
    }
  }
  return problems;
}

/** What specs say in the Markdown of operations is theirs; everything else that links is ours. */
function isOurs(path: string): boolean {
  return path.endsWith(".html") || path === "llms.txt" || /^guides\/.*\.md$/.test(path);
}
