import MarkdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { slug } from "../markdown/slug.ts";

/** A page's links within the site, and its anchors. */
export interface PageLinks {
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/** Returns the links and anchors of an HTML or Markdown page. */
export function pageLinks(path: string, text: string): PageLinks {
  const found = path.endsWith(".html") ? inHtml(text) : inMarkdown(text);
  return {
    ...found,
    links: found.links.filter((link) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link)),
  };
}

function inHtml(text: string): { links: string[]; anchors: Set<string> } {
  const links: string[] = [];
  const anchors = new Set<string>();
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    const attributes = "attrs" in node ? node.attrs : [];
    for (const { name, value } of attributes) {
      if (name === "href" || name === "src") links.push(value);
      if (name === "id") anchors.add(value);
      // Only Redoc's script understands the links that it rendered; a browser test follows them.
      if (name === "id" && value === "redoc") return;
    }
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parse(text));
  return { links, anchors };
}

function inMarkdown(text: string): { links: string[]; anchors: Set<string> } {
  const tokens = new MarkdownIt({ html: false }).parse(text, {});
  const links = tokens.flatMap(({ children }) =>
    (children ?? []).flatMap((child) => {
      const link = child.attrGet("href") ?? child.attrGet("src");
      return link === null ? [] : [String(link)];
    }),
  );
  const headings = tokens.filter((_, index) => tokens[index - 1]?.type === "heading_open");
  return { links, anchors: new Set(headings.map(({ content }) => slug(content))) };
}
