import createMarkdown, { type Token } from "markdown-it";
import { escapeHtml, Html } from "../html/html.ts";
import type { Highlight } from "./highlighter.ts";
import { slug } from "./slug.ts";

/** A heading of a rendered text. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

/** A rendered text. */
export interface Rendered {
  readonly body: Html;
  /** The first heading of level 1. */
  readonly title: string;
  /** The first paragraph as plain text, past a date. */
  readonly lead: string;
  /** Headings below the title, in order. */
  readonly headings: readonly Heading[];
}

/** How to render. */
export interface RenderOptions {
  readonly highlight: Highlight;
  /** Returns where a link leads on the site; undefined where it leads nowhere there. */
  readonly link: (target: string) => string | undefined;
}

/** Renders GitHub-flavoured Markdown. HTML in it is shown as text: it may come from a spec. */
export function renderMarkdown(markdown: string, { highlight, link }: RenderOptions): Rendered {
  const parser = createMarkdown({ html: false, typographer: false });
  const tokens = parser.parse(markdown, {});
  const headings = nameHeadings(tokens);
  for (const token of tokens) for (const child of token.children ?? []) relink(child, link);
  for (const token of tokens)
    if (token.children !== null) token.children = unlinked(token.children);
  const { rules } = parser.renderer;
  // A table or code that is wider than a phone scrolls by itself; who has no mouse scrolls it with the keyboard.
  rules.table_open = () =>
    '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table>\n';
  rules.table_close = () => "</table></div>\n";
  rules.fence = (all, index) => {
    const { content, info } = all[index] as Token;
    return `${highlight(content.replace(/\n$/, ""), info.trim().split(/\s+/)[0] ?? "")}\n`;
  };
  rules.code_block = (all, index) => `${highlight((all[index] as Token).content, "text")}\n`;
  rules.heading_close = (all, index) => {
    const { tag } = all[index] as Token;
    const id = all[index - 2]?.attrGet("id") ?? "";
    const label = escapeHtml(all[index - 1]?.content ?? "");
    return `${tag === "h1" ? "" : ` <a class="anchor" href="#${id}" aria-label="Link to ${label}">#</a>`}</${tag}>\n`;
  };
  return {
    body: new Html(parser.renderer.render(tokens, parser.options, {})),
    title: headings.find(({ level }) => level === 1)?.text ?? "",
    lead: leadOf(tokens),
    headings: headings.filter(({ level }) => level > 1),
  };
}

function nameHeadings(tokens: readonly Token[]): Heading[] {
  const used = new Map<string, number>();
  return tokens.flatMap((token, index) => {
    if (token.type !== "heading_open") return [];
    const text = plain(tokens[index + 1]);
    const base = slug(text);
    const times = used.get(base) ?? 0;
    used.set(base, times + 1);
    const anchor = times === 0 ? base : `${base}-${times}`;
    token.attrSet("id", anchor);
    return [{ level: Number(token.tag.slice(1)), text, anchor }];
  });
}

function leadOf(tokens: readonly Token[]): string {
  const paragraphs = tokens.flatMap(({ type }, index) =>
    type === "paragraph_open" ? [plain(tokens[index + 1])] : [],
  );
  // A decision begins with its day.
  return paragraphs.find((text) => !text.startsWith("Date: ")) ?? "";
}

function plain(token: Token | undefined): string {
  return (token?.children ?? [])
    .map(({ type, content }) => (type === "softbreak" ? " " : content))
    .join("");
}

function relink(token: Token, link: RenderOptions["link"]): void {
  const attribute = token.type === "image" ? "src" : "href";
  const target = token.attrGet(attribute);
  if (target === null) return;
  const location = link(String(target));
  if (location !== undefined) token.attrSet(attribute, location);
  else token.meta = { isNowhere: true };
}

/** Takes away links that lead nowhere on the site, and leaves their text. */
function unlinked(tokens: Token[]): Token[] {
  const open: boolean[] = [];
  return tokens.filter((token) => {
    const isNowhere = token.meta?.isNowhere === true;
    if (token.type === "link_open") open.push(isNowhere);
    if (token.type === "link_close") return open.pop() !== true;
    return !isNowhere;
  });
}
