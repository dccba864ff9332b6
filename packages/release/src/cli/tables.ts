import { stripVTControlCharacters, styleText } from "node:util";
import Table from "cli-table3";
import type { PlannedRelease } from "../plan/release-plan.ts";
import type { SizeRow } from "../size/size-budgets.ts";

/** The style of a table. */
export interface TableStyle {
  /** Maximum width; undefined for no limit. */
  readonly columns: number | undefined;
}

/** Returns planned releases as a table. */
export function releaseTable(releases: readonly PlannedRelease[], { columns }: TableStyle): string {
  const rows = releases.map(({ name, from, to, reasons }) => [name, from, to, reasons.join("\n")]);
  return table(["package", "from", "to", "why"], rows, { columns, compact: false });
}

/** Returns the measured sizes and their budgets as a table. */
export function sizeTable(rows: readonly SizeRow[], { columns }: TableStyle): string {
  const cells = rows.map(({ package: name, measure, budget, bytes, growth, isOver }) => [
    name,
    measure.replace(`bundled ${name}`, "bundled ."),
    budget?.toLocaleString("en") ?? "none",
    bytes?.toLocaleString("en") ?? "gone",
    isOver ? paint("red", change(growth)) : change(growth),
  ]);
  const head = ["package", "measure", "budget", "bytes", "change"];
  return table(head, cells, { columns, compact: true });
}

function change(growth: number): string {
  const percent = (growth * 100).toFixed(1);
  return percent === "0.0" || percent === "-0.0" ? "" : `${growth > 0 ? "+" : ""}${percent} %`;
}

/** Returns a table whose last column takes the remaining width. */
function table(
  head: string[],
  rows: readonly string[][],
  { columns = Number.POSITIVE_INFINITY, compact }: TableStyle & { compact: boolean },
): string {
  const widths = head.map((title, index) =>
    Math.max(title.length, ...rows.map((cells) => widthOf(cells[index] ?? ""))),
  );
  const others = widths.slice(0, -1);
  const room = columns - others.reduce((sum, width) => sum + width + 3, 4);
  const last = Math.min(widths.at(-1) ?? 0, Math.max(MIN_WIDTH, room));
  const result = new Table({
    head: head.map((title) => paint("bold", title)),
    style: { head: [], border: [], compact },
    colWidths: [...others, last].map((width) => width + 2),
    wordWrap: true,
  });
  result.push(...rows);
  return result.toString();
}

/** Minimum width of the last column. */
const MIN_WIDTH = 20;

function widthOf(cell: string): number {
  return Math.max(
    ...stripVTControlCharacters(cell)
      .split("\n")
      .map((line) => line.length),
  );
}

function paint(format: "bold" | "red", text: string): string {
  return styleText(format, text, { stream: process.stdout });
}
