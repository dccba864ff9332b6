import { Expression, literal, propertyName } from "../emit/text.ts";

/** How long a line of a sample may be. */
export const LINE_WIDTH = 80;

/** Where a value stands in its line. */
export interface LinePlace {
  /** Steps of two spaces at the beginning of the line. */
  readonly indent?: number;
  /** Characters between those and the value. */
  readonly before?: number;
  /** Characters behind the value. */
  readonly after?: number;
}

/** Returns a value as TypeScript: on one line where it fits, otherwise each of its parts on its own. */
export function formattedValue(value: unknown, location: LinePlace = {}): string {
  const { indent = 0, before = 0, after = 0 } = location;
  const line = oneLine(value);
  const isShort = 2 * indent + before + line.length + after <= LINE_WIDTH;
  const entries = entriesOf(value);
  if (entries === undefined || (isShort && !line.includes("\n"))) return line;
  const pad = "  ".repeat(indent + 1);
  const lines = entries.map(([key, child]) => {
    const given = formattedValue(child, { indent: indent + 1, before: key.length, after: 1 });
    return `${pad}${key}${given},\n`;
  });
  const [start, end] = Array.isArray(value) ? "[]" : "{}";
  return `${start}\n${lines.join("")}${"  ".repeat(indent)}${end}`;
}

function oneLine(value: unknown): string {
  const entries = entriesOf(value);
  if (entries === undefined) return literal(value);
  const parts = entries.map(([key, child]) => `${key}${oneLine(child)}`).join(", ");
  return Array.isArray(value) ? `[${parts}]` : parts === "" ? "{}" : `{ ${parts} }`;
}

/** The parts of an array or an object, each with what stands before it. */
function entriesOf(value: unknown): [key: string, child: unknown][] | undefined {
  if (value instanceof Expression || typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return value.map((child: unknown) => ["", child]);
  return Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .map(([key, child]) => [`${propertyName(key)}: `, child]);
}
