import { toAddress } from "@countersign/spec/fetch";

/** Maximum length of a URL; longer ones are not documentation pages. */
const MAX_LENGTH = 2_000;

/** Returns the URL where a site lists its pages (llmstxt.org). */
export function indexUrl(page: URL): URL {
  return new URL("/llms.txt", page.origin);
}

/**
 * Returns the pages that an index lists below the folder of one of the known pages and that are not vendored yet,
 * sorted by URL. The index is not trusted: it can add pages of its own origin only.
 *
 * @param known - URLs of vendored pages.
 * @param vendored - URLs of all vendored files.
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
    // Sites list the HTML version of a page. If the known pages are Markdown, use that version.
    if (isMarkdown && !/\.[^/]*$/.test(page.pathname)) {
      page.pathname = `${page.pathname.replace(/\/$/, "")}.md`;
    }
    pages.push(page);
  }
  return pages.sort((a, b) => (a.href < b.href ? -1 : 1));
}

/** Returns a URL that is the same for a page with and without `.md`. */
function nameOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/\/$/, "").replace(/\.md$/i, "");
}
