import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import type { Highlight } from "../markdown/highlighter.ts";
import { renderMarkdown } from "../markdown/render-markdown.ts";
import type { Guide } from "./guide.ts";
import { CONTRIBUTOR_PAGES, GUIDE_ORDER, type GuideSection } from "./guide-order.ts";

/** The guides, and problems with their links. */
export interface LoadedGuides {
  readonly guides: readonly Guide[];
  readonly problems: readonly string[];
}

/** Renders every page below `docs/`: guides in reading order first, then the rest by name. */
export async function loadGuides(root: string, highlight: Highlight): Promise<LoadedGuides> {
  const files = await Array.fromAsync(glob("docs/**/*.md", { cwd: root }));
  const sources = files.map((file) => file.split(sep).join("/")).sort(byOrder);
  const problems: string[] = [];
  const guides = await Promise.all(
    sources.map(async (source): Promise<Guide> => {
      const markdown = await readFile(join(root, source), "utf8");
      const unlinked: string[] = [];
      const link = (target: string): string | undefined => {
        const { url, problem } = toLocation(target, { source, root });
        if (problem !== undefined) problems.push(problem);
        if (url === undefined) unlinked.push(target);
        return url;
      };
      const rendered = renderMarkdown(markdown, { highlight, link });
      return {
        source,
        path: pageOf(source),
        section: sectionOf(source),
        markdownPath: `guides/${posix.relative("docs", source)}`,
        markdown: withoutLinks(markdown, unlinked),
        ...rendered,
      };
    }),
  );
  return { guides, problems: problems.sort() };
}

/** Returns the list that a page below `docs/` belongs to. */
function sectionOf(source: string): GuideSection {
  if (source.startsWith("docs/decisions/")) return "decisions";
  return CONTRIBUTOR_PAGES.includes(posix.relative("docs", source)) ? "contributing" : "guides";
}

/** Returns the site path of a page below `docs/`. */
export function pageOf(source: string): string {
  const page = posix.relative("docs", source).replace(/README\.md$/, "index.md");
  return `guides/${page.replace(/\.md$/, ".html")}`;
}

/**
 * Returns the URL of a link on the site. A target that is not part of the site, such as a source file, has no
 * URL, but must exist in the repository.
 */
function toLocation(
  target: string,
  { source, root }: { source: string; root: string },
): { url?: string; problem?: string } {
  if (/^(https?|mailto):/.test(target) || target.startsWith("#")) return { url: target };
  const [path = "", fragment] = target.split("#");
  const file = posix.join(posix.dirname(source), decodeURIComponent(path));
  if (!existsSync(join(root, file))) {
    return { problem: `${source} links to ${target}, which does not exist` };
  }
  if (!file.startsWith("docs/") || !file.endsWith(".md")) return {};
  const page = posix.relative(posix.dirname(pageOf(source)), pageOf(file));
  return { url: fragment === undefined ? page : `${page}#${fragment}` };
}

/** Replaces links to the given targets with their text. */
function withoutLinks(markdown: string, targets: readonly string[]): string {
  return targets.reduce(
    (text, target) =>
      text.replace(new RegExp(`\\[([^\\]]*)\\]\\(${RegExp.escape(target)}\\)`, "g"), "$1"),
    markdown,
  );
}

function byOrder(a: string, b: string): number {
  return location(a) - location(b) || (a < b ? -1 : 1);
}

function location(source: string): number {
  const index = GUIDE_ORDER.indexOf(posix.relative("docs", source));
  if (index !== -1) return index;
  return GUIDE_ORDER.length + ["guides", "contributing", "decisions"].indexOf(sectionOf(source));
}
