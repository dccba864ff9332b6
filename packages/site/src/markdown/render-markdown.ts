import createMarkdown, { type Token } from "markdown-it";
import { escapeHtml, Html } from "../html/html.ts";
import type { Highlight } from "./highlighter.ts";
import { slug } from "./slug.ts";

/** A heading of rendered Markdown. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

/** Rendered Markdown. */
export interface Rendered {
  readonly body: Html;
  /** The first heading of level 1. */
  readonly title: string;
  /** The first paragraph after any date, as plain text. */
  readonly lead: string;
  /** Headings below the title, in order. */
  readonly headings: readonly Heading[];
}

/** Options for rendering. */
export interface RenderOptions {
  readonly highlight: Highlight;
  /** Returns the URL of a link on the site; undefined if its target is not part of the site. */
  readonly link: (target: string) => string | undefined;
}

/** Renders GitHub-flavoured Markdown. Escapes HTML in it, which may come from a spec. */
export function renderMarkdown(markdown: string, { highlight, link }: RenderOptions): Rendered {
  const parser = createMarkdown({ html: false, typographer: false });
  const tokens = parser.parse(markdown, {});
  const headings = nameHeadings(tokens);
  for (const token of tokens) for (const child of token.children ?? []) relink(child, link);
  for (const token of tokens)
    if (token.children !== null) token.children = unlinked(token.children);
  const { rules } = parser.renderer;
  // Wide tables and code scroll in their own box, also with the keyboard.
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
  // Decisions start with a date.
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
  else token.meta = { isUnlinked: true };
}

/** Removes links without a target on the site, and keeps their text. */
function unlinked(tokens: Token[]): Token[] {
  const open: boolean[] = [];
  return tokens.filter((token) => {
    const isUnlinked = token.meta?.isUnlinked === true;
    if (token.type === "link_open") open.push(isUnlinked);
    if (token.type === "link_close") return open.pop() !== true;
    return !isUnlinked;
  });
}
