import type { Change } from "./change.ts";
import type { DiffReport } from "./diff.ts";
import { type ChangeGroup, groupChanges } from "./group-changes.ts";
import type { Rating } from "./rating.ts";

/** The meaning of each rating for users. */
const HEADINGS: readonly [Rating, string][] = [
  ["major", "breaks code"],
  ["minor", "new, breaks no code"],
  ["patch", "no effect on code"],
  ["none", "not visible to users"],
];

/** Returns reports as lines for a terminal. */
export function formatText(
  reports: readonly DiffReport[],
  mark: (rating: Rating) => string,
): string {
  const blocks = reports.map((report) => {
    const head = `${printable(report.package)}: ${mark(report.rating)} since ${printable(report.from)}`;
    const groups = grouped(report.changes).flatMap(([rating, heading, changes]) => [
      `  ${mark(rating)} (${heading})`,
      ...groupChanges(changes).map((group) => `    ${printable(sentences(group))}`),
    ]);
    const stale = report.stale ? [`  ${STALE}`] : [];
    return [head, ...groups, ...stale].join("\n");
  });
  return blocks.join("\n");
}

/** Returns reports as Markdown, for example for a pull request. */
export function formatMarkdown(reports: readonly DiffReport[]): string {
  const blocks = reports.map((report) => {
    const head = `## ${code(report.package)}: ${report.rating} since ${code(report.from)}`;
    const groups = grouped(report.changes).map(([rating, heading, changes]) =>
      [
        `### ${rating} (${heading})\n`,
        ...groupChanges(changes).map((group) => `- ${markdown(sentences(group))}`),
      ].join("\n"),
    );
    const none = report.changes.length === 0 ? ["Nothing changed."] : [];
    const stale = report.stale ? [`> ${STALE}`] : [];
    return [head, ...groups, ...none, ...stale].join("\n\n");
  });
  return blocks.join("\n\n");
}

const STALE = "The package is older than its spec: run `generate`.";

/**
 * Returns a message as one line of Markdown: names in backquotes become code, and everything else is escaped, because
 * parts of it come from a spec.
 */
export function markdown(text: string): string {
  return paired(printable(text))
    .split("`")
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join("`");
}

/** Replaces backquotes that are not single and in pairs, which Markdown renderers may read differently. */
function paired(text: string): string {
  const single = text.replace(/`{2,}/g, "'");
  const isPaired = single.split("`").length % 2 === 1;
  return isPaired ? single : single.replace(/`(?=[^`]*$)/, "'");
}

/** Escapes characters with which text from a spec could control the terminal or fake a line of output. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `\\u${point.toString(16).padStart(4, "0")}`;
  });
}

function grouped(changes: readonly Change[]): [Rating, string, Change[]][] {
  return HEADINGS.map(([rating, heading]): [Rating, string, Change[]] => [
    rating,
    heading,
    changes.filter((change) => change.rating === rating),
  ]).filter(([, , members]) => members.length > 0);
}

/** Names in a list are shown up to here; `--json` has all of them. */
const MAX_NAMES = 12;

function sentences({ message, names, changes: [{ adapt }] }: ChangeGroup): string {
  const shown = names.slice(0, MAX_NAMES).join(", ");
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  const all = names.length === 0 ? message : `${message.replace(/[.:]$/, "")}: ${shown}${more}.`;
  return adapt === undefined ? all : `${all} ${adapt}`;
}

function code(text: string): string {
  return `\`${printable(text).replaceAll("`", "'")}\``;
}

function escaped(text: string): string {
  return text.replace(/[\\*_{}[\]<>#|~!@]/g, (character) => {
    if (character === "<") return "&lt;";
    // Would otherwise be a mention that notifies somebody.
    return character === "@" ? "&#64;" : `\\${character}`;
  });
}
