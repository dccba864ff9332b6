import { startLine } from "../diff/base.ts";
import type { DiffReport } from "../diff/diff.ts";
import { markdown } from "../diff/format.ts";
import { type ChangeGroup, groupChanges } from "../diff/group-changes.ts";
import type { Kind } from "../diff/policy.ts";
import { changesetTitle } from "./changeset-title.ts";

/** Longer sections other than what breaks are folded from here, so that the changelog stays readable. */
const MAX_LINES = 40;
const MAX_NAMES = 12;

/**
 * Returns the text of a changeset for a report, or undefined if it has no visible changes.
 *
 * @param facades - Packages that export the provider's types, so that their users see the same changes.
 */
export function changesetText(
  report: DiffReport,
  facades: readonly string[] = [],
): string | undefined {
  const { rating, changes } = report;
  if (rating === "none") return undefined;
  const groups = groupChanges(changes.filter((change) => change.rating !== "none"));
  const sections = SECTIONS.map(({ heading, has }) => ({
    heading,
    has,
    members: groups.filter((group) => sectionOf(group) === has),
  })).filter(({ members }) => members.length > 0);
  const body = sections.map(({ heading, has, members }) => `${heading}\n\n${list(members, has)}`);
  const bumps = [report.package, ...facades].map((name) => `${JSON.stringify(name)}: ${rating}\n`);
  // A release is found by its version. Without one, later runs must start from the same commit.
  const start = report.isReleased ? "" : `${startLine(report.commit)}\n`;
  return [`---\n${bumps.join("")}${start}---`, changesetTitle(groups), ...body]
    .join("\n\n")
    .concat("\n");
}

type Section = "breaks" | "added" | "changed" | "quiet";

const SECTIONS: readonly { readonly has: Section; readonly heading: string }[] = [
  { has: "breaks", heading: "What breaks, and how to adapt:" },
  { has: "added", heading: "Added:" },
  { has: "changed", heading: "Changed:" },
  { has: "quiet", heading: "No effect on code:" },
];

const ADDITIONS: ReadonlySet<Kind> = new Set<Kind>([
  "provider-added",
  "operation-added",
  "schema-added",
  "event-added",
  "environment-added",
  "credential-added",
  "server-variable-added",
  "pagination-added",
]);

function sectionOf({ changes: [{ kind, rating }] }: ChangeGroup): Section {
  if (rating === "major") return "breaks";
  if (rating === "patch") return "quiet";
  return ADDITIONS.has(kind) ? "added" : "changed";
}

function list(groups: readonly ChangeGroup[], section: Section): string {
  const items = groups.map(item);
  // Everything that stops compiling is in sight.
  if (section === "breaks" || items.length <= MAX_LINES) return items.join("\n");
  const [shown, folded] = [items.slice(0, MAX_LINES), items.slice(MAX_LINES)];
  const summary = `${folded.length} more`;
  return `${shown.join("\n")}\n\n${details(summary, folded.join("\n"))}`;
}

function item({ message, names, changes: [{ adapt }] }: ChangeGroup): string {
  const remedy = adapt === undefined ? "" : ` ${adapt}`;
  if (names.length === 0) return `- ${markdown(`${message}${remedy}`)}`;
  const text = message.replace(/[.:]$/, "");
  const all = names.join(", ");
  if (names.length <= MAX_NAMES) return `- ${markdown(`${text}: ${all}.${remedy}`)}`;
  const folded = indented(details(`All ${names.length} names`, markdown(all)));
  return `- ${markdown(`${text}.${remedy}`)}\n\n${folded}\n`;
}

function details(summary: string, text: string): string {
  return `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
