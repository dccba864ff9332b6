import { toAddress } from "@countersign/spec/fetch";

/** Of an address; longer ones are no pages of documentation. */
const MAX_LENGTH = 2_000;

/** Returns where a site lists its pages (llmstxt.org). */
export function indexAddress(page: URL): URL {
  return new URL("/llms.txt", page.origin);
}

/**
 * Returns the pages that an index lists below the folder of one of the known pages, without those that
 * are vendored, sorted by address. The index is a text of the site's: only its own origin counts.
 *
 * @param known - Vendored pages of the site.
 * @param vendored - Addresses of all vendored files.
 */
export function newPages(
  index: { text: string; address: URL },
  { known, vendored }: { known: readonly URL[]; vendored: readonly URL[] },
): URL[] {
  const folders = known
    .filter(({ origin }) => origin === index.address.origin)
    .map((page) => new URL(".", page).href);
  const isMarkdown = known.some(({ pathname }) => pathname.endsWith(".md"));
  const taken = new Set(vendored.map(nameOf));
  const pages: URL[] = [];
  for (const [, link = ""] of index.text.matchAll(/\]\(\s*<?([^)\s<>]+)/g)) {
    const page = link.length > MAX_LENGTH ? undefined : toAddress(link, index.address);
    if (page === undefined || taken.has(nameOf(page))) continue;
    page.search = "";
    if (!folders.some((folder) => page.href.startsWith(folder) && page.href !== folder)) continue;
    taken.add(nameOf(page));
    // Sites list a page as people read it; what the known pages were fetched as is its Markdown.
    if (isMarkdown && !/\.[^/]*$/.test(page.pathname)) {
      page.pathname = `${page.pathname.replace(/\/$/, "")}.md`;
    }
    pages.push(page);
  }
  return pages.sort((a, b) => (a.href < b.href ? -1 : 1));
}

/** A page is the same with and without `.md`. */
function nameOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/\/$/, "").replace(/\.md$/i, "");
}
