import ts from "typescript";

/**
 * Rewrites the comments that openapi-typescript puts on nodes. The description becomes the comment's plain text,
 * because editors show tags only below everything else, or not at all in completion lists. `@enum` and `@constant`
 * are dropped: they repeat the type.
 */
export function makeCommentsPlain(nodes: readonly ts.Node[]): void {
  for (const node of nodes) visit(node);
}

function visit(node: ts.Node): void {
  const comments = ts.getSyntheticLeadingComments(node);
  if (comments !== undefined) {
    const plain = comments.flatMap((comment) => {
      const text = plainText(comment.text);
      return text === "" ? [] : [{ ...comment, text }];
    });
    ts.setSyntheticLeadingComments(node, plain);
  }
  ts.forEachChild(node, visit);
}

/** What happens to integers of 64 bits, which have no type of their own. */
const LONG_INTEGERS = `A number holds integers of up to 2^53 - 1. \`countersign\` rejects a response with one that a number
cannot hold, with the code \`integer_unsafe\`. Other clients round it.`;

/** A tag with its lines; the text before the first tag has none. */
interface Section {
  readonly tag: string | undefined;
  readonly lines: readonly string[];
}

function plainText(comment: string): string {
  const sections = sectionsOf(linesOf(comment));
  const text = (tag: string | undefined): string[] =>
    sections.filter((section) => section.tag === tag).map(({ lines }) => lines.join("\n").trim());
  const [untagged = ""] = text(undefined);
  const format = /^Format: .*$/m.exec(untagged)?.[0] ?? "";
  const title = untagged.replace(format, "").trim();
  const tags = sections
    .filter(({ tag }) => tag !== undefined && !["description", "enum", "constant"].includes(tag))
    .map(({ tag, lines }) => `@${tag} ${lines.join("\n     ")}`.trimEnd());
  const isLong = /^Format: u?int64$/.test(format);
  const blocks = [
    title,
    ...text("description"),
    isLong ? `${format}\n\n${LONG_INTEGERS}` : format,
    tags.join("\n"),
  ].filter(Boolean);
  if (blocks.length === 0) return "";
  const all = blocks.join("\n\n").split("\n");
  if (all.length === 1) return `* ${all.join("")} `;
  return `*\n${all.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n `;
}

/** Returns the lines of `* text ` or `*\n * text\n * text\n `, without their asterisks. */
function linesOf(comment: string): string[] {
  if (!comment.startsWith("*\n")) return [comment.slice(1).trim()];
  return comment
    .split("\n")
    .slice(1, -1)
    .map((line) => line.replace(/^ \* ?/, ""));
}

/** Lines that continue a section are indented by four spaces, so only a tag is at the start of a line. */
function sectionsOf(lines: readonly string[]): Section[] {
  const sections: { tag: string | undefined; lines: string[] }[] = [{ tag: undefined, lines: [] }];
  for (const line of lines) {
    const [, tag, first] = /^@([a-z]+) ?(.*)$/.exec(line) ?? [];
    if (tag !== undefined) sections.push({ tag, lines: [first ?? ""] });
    else sections.at(-1)?.lines.push(line.replace(/^ {4}/, ""));
  }
  return sections;
}
