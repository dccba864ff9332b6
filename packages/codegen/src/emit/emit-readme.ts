import type { Model, OperationModel } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { code, plain } from "./markdown.ts";
import type { OwnPackage } from "./own-package.ts";
import { readmeFacts } from "./readme-facts.ts";
import { readmeUsage } from "./readme-usage.ts";

/** The part of a README between two marker lines, which the generator writes. */
interface Section {
  readonly start: string;
  readonly end: string;
}

const OPERATIONS: Section = {
  start: "<!-- operations: generated, do not edit -->",
  end: "<!-- /operations -->",
};
const FACTS: Section = { start: "<!-- facts: generated, do not edit -->", end: "<!-- /facts -->" };
const USAGE: Section = { start: "<!-- usage: generated, do not edit -->", end: "<!-- /usage -->" };

/**
 * Returns the package's README with a table of operations and, if the README has markers for them, a first call and
 * facts about the API. Each goes between two markers; the rest of the file is left as it is. A package without a
 * README gets a short one.
 *
 * @param current - The current README, or undefined if there is none.
 * @param own - The package, which the first call imports.
 * @returns undefined when the README has no markers for the operations.
 */
export function emitReadme(
  model: Model,
  { current, own }: { current: string | undefined; own: OwnPackage },
): EmittedFile | undefined {
  const text = current ?? `# ${plain(model.title)}\n\n${readmeMarkers}\n\n${readmeFactMarkers}\n`;
  const withTable = filled(text, OPERATIONS, operationsTable(model.operations));
  if (withTable === undefined) return undefined;
  const withFacts = filled(withTable, FACTS, `${readmeFacts(model)}\n`) ?? withTable;
  const withUsage = filled(withFacts, USAGE, readmeUsage(model, own));
  return { path: "README.md", text: withUsage ?? withFacts };
}

/** The marker lines that a README needs. */
export const readmeMarkers: string = `${OPERATIONS.start}\n${OPERATIONS.end}`;

/** The marker lines of the facts, which are optional. */
export const readmeFactMarkers: string = `${FACTS.start}\n${FACTS.end}`;

/** The marker lines of the first call, which are optional. */
export const readmeUsageMarkers: string = `${USAGE.start}\n${USAGE.end}`;

function filled(text: string, { start, end }: Section, content: string): string | undefined {
  const from = text.indexOf(start);
  // The end marker starts a line; anywhere else, it is text from a spec.
  const to = text.indexOf(`\n${end}`, from);
  if (from === -1 || to === -1) return undefined;
  return `${text.slice(0, from)}${start}\n\n${content}${text.slice(to)}`;
}

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
      plain(operation.summary ?? ""),
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
