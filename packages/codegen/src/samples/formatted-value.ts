import { Expression, literal, propertyName } from "../emit/text.ts";

/** Maximum length of a line in a sample. */
export const LINE_WIDTH = 80;

/** The position of a value in its line. */
export interface LinePosition {
  /** Indentation of the line, in steps of two spaces. */
  readonly indent?: number;
  /** Number of characters between the indentation and the value. */
  readonly before?: number;
  /** Number of characters after the value. */
  readonly after?: number;
}

/** Returns a value as TypeScript: on one line if it fits, otherwise with each part on its own line. */
export function formattedValue(value: unknown, position: LinePosition = {}): string {
  const { indent = 0, before = 0, after = 0 } = position;
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

/** Returns the parts of an array or object, each with its prefix. */
function entriesOf(value: unknown): [key: string, child: unknown][] | undefined {
  if (value instanceof Expression || typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return value.map((child: unknown) => ["", child]);
  return Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .map(([key, child]) => [`${propertyName(key)}: `, child]);
}
