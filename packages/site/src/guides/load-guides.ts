import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import type { Highlight } from "../markdown/highlighter.ts";
import { renderMarkdown } from "../markdown/render-markdown.ts";
import type { Guide } from "./guide.ts";
import { GUIDE_ORDER } from "./guide-order.ts";

/** The guides, and links of theirs that lead to no file. */
export interface LoadedGuides {
  readonly guides: readonly Guide[];
  readonly problems: readonly string[];
}

/** Renders every text below `docs/`, guides in reading order first, then the rest by name. */
export async function loadGuides(root: string, highlight: Highlight): Promise<LoadedGuides> {
  const files = await Array.fromAsync(glob("docs/**/*.md", { cwd: root }));
  const sources = files.map((file) => file.split(sep).join("/")).sort(byOrder);
  const problems: string[] = [];
  const guides = await Promise.all(
    sources.map(async (source): Promise<Guide> => {
      const markdown = await readFile(join(root, source), "utf8");
      const nowhere: string[] = [];
      const link = (target: string): string | undefined => {
        const { address, problem } = toLocation(target, { source, root });
        if (problem !== undefined) problems.push(problem);
        if (address === undefined) nowhere.push(target);
        return address;
      };
      const rendered = renderMarkdown(markdown, { highlight, link });
      return {
        source,
        path: pageOf(source),
        markdownPath: `guides/${posix.relative("docs", source)}`,
        markdown: withoutLinks(markdown, nowhere),
        ...rendered,
      };
    }),
  );
  return { guides, problems: problems.sort() };
}

/** Returns the page of a text below `docs/`. */
export function pageOf(source: string): string {
  const page = posix.relative("docs", source).replace(/README\.md$/, "index.md");
  return `guides/${page.replace(/\.md$/, ".html")}`;
}

/**
 * Returns where a link of a text leads on the site. What is not part of the site, such as a source file, leads
 * nowhere there and keeps its text; it still has to exist in the repository.
 */
function toLocation(
  target: string,
  { source, root }: { source: string; root: string },
): { address?: string; problem?: string } {
  if (/^(https?|mailto):/.test(target) || target.startsWith("#")) return { address: target };
  const [path = "", fragment] = target.split("#");
  const file = posix.join(posix.dirname(source), decodeURIComponent(path));
  if (!existsSync(join(root, file))) {
    return { problem: `${source} links to ${target}, which does not exist` };
  }
  if (!file.startsWith("docs/") || !file.endsWith(".md")) return {};
  const page = posix.relative(posix.dirname(pageOf(source)), pageOf(file));
  return { address: fragment === undefined ? page : `${page}#${fragment}` };
}

/** Takes links out of a text and leaves what they are called. */
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
  return GUIDE_ORDER.length + (source.startsWith("docs/decisions/") ? 1 : 0);
}
