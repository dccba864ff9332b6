import { readFileSync } from "node:fs";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { visit } from "unist-util-visit";

/** A fenced block of a Markdown file. */
export interface Snippet {
  /** File and line of the block: `README.md:12`. */
  readonly title: string;
  /** What the fence says that it is: `ts`, `sh`; empty where it says nothing. */
  readonly language: string;
  readonly code: string;
  /** Where its first line says that it stands, as `// app/route.ts`; else a name made of its place. */
  readonly file: string;
  /** What it prints, where a block of `text` comes next. */
  readonly output: string | undefined;
}

const parser = remark().use(remarkGfm);

/** Returns the fenced blocks of a Markdown file, those within lists and quotations included. */
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

/** Returns the TypeScript of Markdown files, by their paths below a folder. */
export function programsOf(root: URL, paths: readonly string[]): Snippet[] {
  return paths
    .flatMap((path) => snippetsOf(new URL(path, root), path))
    .filter(({ language }) => language === "ts");
}

/** Returns the titles of those files' first programs that stand below a line. */
export function firstBelow(line: number, programs: readonly Snippet[]): string[] {
  const locations = programs.map(({ title }) => title.split(":"));
  return locations
    .filter(([path], index) => path !== locations[index - 1]?.[0])
    .filter(([, location]) => Number(location) > line)
    .map((location) => location.join(":"));
}
