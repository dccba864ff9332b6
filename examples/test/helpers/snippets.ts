import { readFileSync } from "node:fs";

/** A TypeScript block of a Markdown file. */
export interface Snippet {
  /** File and line of the block: `README.md:12`. */
  readonly title: string;
  readonly code: string;
}

/** Returns the TypeScript blocks of a Markdown file. */
export function snippetsOf(url: URL, name: string): Snippet[] {
  const lines = readFileSync(url, "utf8").split("\n");
  const starts = lines.flatMap((line, index) => (line === "```ts" ? [index] : []));
  return starts.map((start) => {
    const end = lines.indexOf("```", start);
    return { title: `${name}:${start + 1}`, code: `${lines.slice(start + 1, end).join("\n")}\n` };
  });
}
