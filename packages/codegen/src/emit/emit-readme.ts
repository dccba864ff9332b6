import type { Model, OperationModel } from "../model/model.ts";
import type { EmittedFile } from "./emitted-file.ts";

const START = "<!-- operations: generated, do not edit -->";
const END = "<!-- /operations -->";

/**
 * Returns the package's README with its table of operations, which stands between two markers. The
 * rest of the text is kept as it is; a package without a README gets a short one.
 *
 * @param current - The README as it stands, or undefined where there is none.
 * @returns undefined when the README has no markers, so that the caller can say where they belong.
 */
export function emitReadme(model: Model, current: string | undefined): EmittedFile | undefined {
  const text = current ?? `# ${escapeCell(model.title)}\n\n${START}\n${END}\n`;
  const start = text.indexOf(START);
  const end = text.indexOf(END, start);
  if (start === -1 || end === -1) return undefined;
  const table = operationsTable(model.operations);
  return {
    path: "README.md",
    text: `${text.slice(0, start)}${START}\n\n${table}\n${text.slice(end)}`,
  };
}

/** The marker lines that a README needs, as a person writes them. */
export const readmeMarkers: string = `${START}\n${END}`;

function operationsTable(operations: readonly OperationModel[]): string {
  const hasEvidence = operations.some(({ evidence }) => evidence !== undefined);
  const evidence = (text: string): string[] => (hasEvidence ? [text] : []);
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  const head = ["operation", "request", "authentication", ...evidence("evidence"), "what it does"];
  const rows = operations.map((operation) =>
    row([
      documented(operation.id, operation.deprecated),
      code(`${operation.method} ${operation.path}`),
      authentication(operation.security),
      ...evidence(operation.evidence ?? ""),
      escapeCell(operation.summary ?? ""),
    ]),
  );
  return `${row(head)}${"|---".repeat(head.length)}|\n${rows.join("")}`;
}

function documented(id: string, deprecated: boolean): string {
  return deprecated ? `~~\`${id}\`~~ (deprecated)` : `\`${id}\``;
}

function authentication(security: OperationModel["security"]): string {
  const alternatives = security.map((names) => names.map((name) => code(name)).join(" and "));
  return alternatives.map((text) => text || "none").join(", or ") || "none";
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|").replace(/\s+/g, " ")}\``;
}

/** Text from a spec is neither Markdown nor HTML, and stays within its cell. */
function escapeCell(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>#|~]/g, (character) => (character === "<" ? "&lt;" : `\\${character}`));
}
