import { literal } from "@countersign/codegen/emit";

/** As biome.json says. */
const LINE_WIDTH = 100;

/** Returns a line, or the two that the formatter makes of it where the text behind `head` is too long. */
export function assigned(head: string, value: string, end: string): string {
  const line = `${head} ${value}${end}`;
  if (line.length <= LINE_WIDTH) return line;
  const indent = /^ */.exec(head)?.[0] ?? "";
  return `${head}\n${indent}  ${value}${end}`;
}

/** Returns a list of texts as the formatter writes it behind `head`. */
export function listed(head: string, items: readonly string[], end: string): string {
  const line = `${head}[${items.map((item) => literal(item)).join(", ")}]${end}`;
  if (line.length <= LINE_WIDTH) return line;
  const indent = /^ */.exec(head)?.[0] ?? "";
  const rows = items.map((item) => `${indent}  ${literal(item)},\n`).join("");
  return `${head}[\n${rows}${indent}]${end}`;
}

/** The same in JSON, where no comma ends a list. */
export function listedInJson(head: string, items: readonly string[], end = ""): string {
  return listed(head, items, end).replace(/,\n( *\])/, "\n$1");
}
