import type { Change } from "./change.ts";
import type { DiffReport } from "./diff.ts";
import type { Rating } from "./rating.ts";

/** What a rating means to users. */
const HEADINGS: readonly [Rating, string][] = [
  ["major", "breaks code"],
  ["minor", "new"],
  ["patch", "no code is concerned"],
  ["none", "no user sees it"],
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
      ...changes.map((change) => `    ${printable(sentences(change))}`),
    ]);
    const stale = report.stale ? [`  ${STALE}`] : [];
    return [head, ...groups, ...stale].join("\n");
  });
  return blocks.join("\n");
}

/** Returns reports as Markdown, as for a pull request. */
export function formatMarkdown(reports: readonly DiffReport[]): string {
  const blocks = reports.map((report) => {
    const head = `## ${code(report.package)}: ${report.rating} since ${code(report.from)}`;
    const groups = grouped(report.changes).map(([rating, heading, changes]) =>
      [
        `### ${rating} (${heading})\n`,
        ...changes.map((change) => `- ${markdown(sentences(change))}`),
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
 * Returns a message as one line of Markdown: names between backquotes are code, and nothing else has a
 * meaning, whatever a spec says.
 */
export function markdown(text: string): string {
  return paired(printable(text))
    .split("`")
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join("`");
}

/** Only single backquotes in pairs mean to every reader of Markdown what they mean here. */
function paired(text: string): string {
  const single = text.replace(/`{2,}/g, "'");
  const isPaired = single.split("`").length % 2 === 1;
  return isPaired ? single : single.replace(/`(?=[^`]*$)/, "'");
}

/** What a spec says must not steer the terminal, nor look like a line of ours. */
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

function sentences({ message, adapt }: Change): string {
  return adapt === undefined ? message : `${message} ${adapt}`;
}

function code(text: string): string {
  return `\`${printable(text).replaceAll("`", "'")}\``;
}

function escaped(text: string): string {
  return text.replace(/[\\*_{}[\]<>#|~!@]/g, (character) => {
    if (character === "<") return "&lt;";
    // A mention, which would notify somebody.
    return character === "@" ? "&#64;" : `\\${character}`;
  });
}
