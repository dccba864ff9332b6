import createMarkdown, { type Token } from "markdown-it";

/** Markdown of a provider without what the site must not show, and what that was. */
export interface NeutralMarkdown {
  readonly markdown: string;
  /** Targets of links and images that are not shown, such as `guide.md` or `javascript:x`, each once. */
  readonly removed: readonly string[];
}

/** The links that are kept. Their targets contain nothing that a browser ignores. */
const KEPT = /^(https?:\/\/|mailto:)[^\s\p{Cc}\p{Cf}]+$/iu;

/** Nested links, such as a badge, become visible one after the other. */
const MOST_ROUNDS = 5;

/**
 * Returns a provider's Markdown with HTML shown literally, and each link that is relative or has another scheme than
 * http, https and mailto replaced by its text. Images are replaced by their text, too: pages load nothing from
 * elsewhere.
 */
export function neutralMarkdown(markdown: string): NeutralMarkdown {
  const removed = new Set<string>();
  let text = closed(markdown);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const found = linksIn(text).filter(({ replacement }) => replacement !== undefined);
    if (found.length === 0) return { markdown: inert(text), removed: [...removed] };
    for (const { source, replacement = "", target, isAllowed } of found) {
      if (!isAllowed) removed.add(target);
      text = text.replaceAll(source, () => replacement);
    }
  }
  // A link over several lines of a quotation, for example, is not in the text as the parser sees it.
  const literal = text.replaceAll("[", "&#91;").replaceAll("]", "&#93;");
  return { markdown: inert(literal), removed: [...removed] };
}

/** Returns neutral Markdown on one line, where it may be other Markdown: indented code, for example, becomes text. */
export function neutralLine(markdown: string): string {
  return neutralMarkdown(oneLine(markdown)).markdown;
}

/** Escapes code blocks if one is not closed: it would end in what follows on the page, and turn text and code around. */
function closed(markdown: string): string {
  const last = parser().parse(`${markdown}\n\nend`, {}).at(-2)?.content;
  return last === "end" ? markdown : markdown.replaceAll("`", "&#96;").replaceAll("~", "&#126;");
}

/** Returns Markdown as a reader sees it: the text of its blocks, without markup. */
export function plainText(markdown: string): string {
  return parser()
    .parse(markdown, {})
    .filter(({ content }) => content !== "")
    .map(({ content, children }) => (children === null ? content : textOf(children)))
    .join("\n\n");
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) => {
      if (type === "softbreak" || type === "hardbreak") return " ";
      return children === null ? content : textOf(children);
    })
    .join("");
}

/** Returns plain text as Markdown on one line, in which nothing is markup. */
export function escapedMarkdown(text: string): string {
  return oneLine(text).replace(/[\\`*[\]<]|^[#>+-]|^\d+(?=[.)])/g, (part) => {
    if (part === "<") return "&lt;";
    return /\d/.test(part) ? `${part}\\` : `\\${part}`;
  });
}

/** Returns text as a code span on one line. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** A link or an image, or the definition of a target. */
interface FoundLink {
  readonly source: string;
  /** Undefined if it is shown as it is. */
  readonly replacement: string | undefined;
  readonly target: string;
  readonly isAllowed: boolean;
}

function linksIn(markdown: string): FoundLink[] {
  const found: FoundLink[] = [];
  const markdownIt = parser((source, label, token) => {
    const isImage = token.type === "image";
    const target = String(token.attrGet(isImage ? "src" : "href"));
    const isAllowed = KEPT.test(target);
    // An autolink is the same without its brackets, which would be escaped as HTML.
    const isShown = isAllowed && !isImage && !source.startsWith("<");
    found.push({ source, replacement: isShown ? undefined : label, target, isAllowed });
  });
  const environment: Parameters<typeof markdownIt.parse>[1] = {};
  markdownIt.parse(markdown, environment);
  for (const [name, { href: target }] of Object.entries(environment.references ?? {})) {
    if (KEPT.test(target)) continue;
    const isDefinition = (label = ""): boolean =>
      markdownIt.utils.normalizeReference(label) === name;
    const [source] =
      [...markdown.matchAll(/^[ >\t]*\[((?:[^\]\\]|\\.)+)\]:.*$/gm)].find(([, label]) =>
        isDefinition(label),
      ) ?? [];
    // First, because the link itself may be written like a part of its definition.
    found.unshift({ source: source ?? name, replacement: "", target, isAllowed: false });
  }
  return found;
}

/** Creates a parser that accepts every scheme, as other programs that read the Markdown may do. */
function parser(
  onLink?: (source: string, label: string, token: Token) => void,
): ReturnType<typeof createMarkdown> {
  const markdown = createMarkdown({ html: false });
  markdown.validateLink = () => true;
  if (onLink === undefined) return markdown;
  const { inline, helpers } = markdown;
  let current = -1;
  // Runs first and lets the other rules do the work, to learn where each link begins and ends.
  inline.ruler.before("text", "link-source", (state, silent) => {
    const { pos, tokens, src } = state;
    if (silent || pos === current || !"[!<".includes(src[pos] ?? " ")) return false;
    const [outer, { length }] = [current, tokens];
    current = pos;
    const isFound = inline.ruler.getRules("").some((rule) => rule(state, silent));
    current = outer;
    // The text before a link becomes a token with the link.
    const token = tokens.slice(length).find(({ type }) => type !== "text");
    if (isFound && (token?.type === "link_open" || token?.type === "image")) {
      const source = src.slice(pos, state.pos);
      const start = token.type === "image" ? pos + 1 : pos;
      const end = source.startsWith("<") ? state.pos - 1 : helpers.parseLinkLabel(state, start);
      onLink(source, src.slice(start + 1, end), token);
    }
    return isFound;
  });
  return markdown;
}

/**
 * Escapes HTML and Redoc's own tags (`{% … %}`), so that both are shown. What looks like code may be none, such as two
 * backticks of different paragraphs, and code has no escapes: there, a space without width keeps a tag from being one.
 */
function inert(markdown: string): string {
  return markdown
    .split(/(```[\s\S]*?```|`+[^`]+`+)/)
    .map((part, index) =>
      index % 2 === 1 ? part.replace(/<(?=[a-z/!?])/gi, "<\u200b") : part.replaceAll("<", "&lt;"),
    )
    .join("")
    .replace(/\{(?=%)/g, "{\u200b");
}
