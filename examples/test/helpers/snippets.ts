import { readFileSync } from "node:fs";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { visit } from "unist-util-visit";

/** A fenced code block of a Markdown file. */
export interface Snippet {
  /** File and line of the block: `README.md:12`. */
  readonly title: string;
  /** Language of the fence, such as `ts` or `sh`; empty if it has none. */
  readonly language: string;
  readonly code: string;
  /** Path in a comment on the first line, such as `// app/route.ts`; otherwise a name made from its location. */
  readonly file: string;
  /** Expected output, if a `text` block comes next. */
  readonly output: string | undefined;
}

const parser = remark().use(remarkGfm);

/** Returns the fenced code blocks of a Markdown file, including those in lists and quotations. */
export function snippetsOf(url: URL, name: string): Snippet[] {
  const snippets: Snippet[] = [];
  visit(parser.parse(readFileSync(url, "utf8")), "code", (node, index, parent) => {
    const line = node.position?.start.line;
    const next = parent?.children[(index ?? 0) + 1];
    const [, file] = /^\/\/ ([\w./-]+\.ts)\n/.exec(node.value) ?? [];
    snippets.push({
      title: `${name}:${line}`,
      language: node.lang ?? "",
      code: `${node.value}\n`,
      file: file ?? `${name.replaceAll(/[^\w]+/g, "-")}-${line}.ts`.toLowerCase(),
      output: next?.type === "code" && next.lang === "text" ? `${next.value}\n` : undefined,
    });
  });
  return snippets;
}

/** Returns the TypeScript programs of Markdown files, given by path relative to a folder. */
export function programsOf(root: URL, paths: readonly string[]): Snippet[] {
  return paths
    .flatMap((path) => snippetsOf(new URL(path, root), path))
    .filter(({ language }) => language === "ts");
}

/** Returns the title of each file's first program if it is below a line. */
export function firstBelow(line: number, programs: readonly Snippet[]): string[] {
  const locations = programs.map(({ title }) => title.split(":"));
  return locations
    .filter(([path], index) => path !== locations[index - 1]?.[0])
    .filter(([, location]) => Number(location) > line)
    .map((location) => location.join(":"));
}
