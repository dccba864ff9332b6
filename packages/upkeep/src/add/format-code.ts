import { literal } from "@countersign/codegen/emit";

/** `lineWidth` in biome.json. */
const LINE_WIDTH = 100;

/** Returns `head`, `value` and `end` on one line, or on two if that is too long, as the formatter does. */
export function formattedAssignment(head: string, value: string, end: string): string {
  const line = `${head} ${value}${end}`;
  if (line.length <= LINE_WIDTH) return line;
  const indent = /^ */.exec(head)?.[0] ?? "";
  return `${head}\n${indent}  ${value}${end}`;
}

/** Returns a list of strings after `head`, as the formatter writes it. */
export function formattedList(head: string, items: readonly string[], end: string): string {
  const line = `${head}[${items.map((item) => literal(item)).join(", ")}]${end}`;
  if (line.length <= LINE_WIDTH) return line;
  const indent = /^ */.exec(head)?.[0] ?? "";
  const rows = items.map((item) => `${indent}  ${literal(item)},\n`).join("");
  return `${head}[\n${rows}${indent}]${end}`;
}

/** Like `formattedList`, but in JSON, which has no trailing commas. */
export function formattedJsonList(head: string, items: readonly string[], end = ""): string {
  return formattedList(head, items, end).replace(/,\n( *\])/, "\n$1");
}
