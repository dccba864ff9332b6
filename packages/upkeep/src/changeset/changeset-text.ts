import { pointerTokens } from "@countersign/spec/json";
import type { Change } from "../diff/change.ts";
import type { DiffReport } from "../diff/diff.ts";
import { markdown } from "../diff/format.ts";
import type { Kind } from "../diff/policy.ts";

/** Longer lists are cut, so that the changelog stays readable. */
const MAX_LINES = 40;
const MAX_NAMES = 12;

/** Returns the text of a changeset for a report, or undefined if it has no visible changes. */
export function changesetText(report: DiffReport): string | undefined {
  const { rating, changes } = report;
  if (rating === "none") return undefined;
  const visible = changes.filter((change) => change.rating !== "none");
  const sections = SECTIONS.map(({ heading, has }) => ({
    heading,
    members: visible.filter((change) => sectionOf(change) === has),
  })).filter(({ members }) => members.length > 0);
  const body = sections.map(({ heading, members }) => `${heading}\n\n${list(members)}`);
  return [`---\n${JSON.stringify(report.package)}: ${rating}\n---`, title(visible), ...body]
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
  "pagination-added",
]);

function sectionOf({ kind, rating }: Change): Section {
  if (rating === "major") return "breaks";
  if (rating === "patch") return "quiet";
  return ADDITIONS.has(kind) ? "added" : "changed";
}

function list(changes: readonly Change[]): string {
  const isJoined = (change: Change): boolean => JOINED.some(({ kind }) => kind === change.kind);
  const lines = [
    ...changes
      .filter((change) => !isJoined(change))
      .map(({ message, adapt }) => (adapt === undefined ? message : `${message} ${adapt}`)),
    ...JOINED.flatMap(({ kind, text }) => {
      const subjects = changes.filter((change) => change.kind === kind).map(subjectOf);
      return subjects.length === 0 ? [] : [`${text}: ${joined(subjects)}.`];
    }),
  ];
  const shown = lines.slice(0, MAX_LINES).map((line) => `- ${markdown(line)}`);
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`- … and ${more} more.`] : [])].join("\n");
}

/** Kinds that tend to come in large numbers. Each shares one line, so that they do not bury the rest. */
const JOINED: readonly { readonly kind: Kind; readonly text: string }[] = [
  { kind: "schema-added", text: "New types" },
  { kind: "documentation-changed", text: "Documentation changed" },
  { kind: "details-changed", text: "Details changed" },
];

function subjectOf({ operation, pointer, message }: Change): string {
  if (operation !== undefined) return `\`${operation}\``;
  const name = pointerTokens(pointer).at(-1)?.replaceAll("`", "'") ?? "";
  return pointer.startsWith("#/components/schemas/") ? `\`${name}\`` : partOf(message);
}

/** Returns what a message is about: `the API` for `The documentation of the API changed.` */
function partOf(message: string): string {
  return message.replace(/^(The documentation|Details) of (.*) changed\.$/, "$2");
}

function joined(subjects: readonly string[]): string {
  const shown = subjects.slice(0, MAX_NAMES);
  const more = subjects.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Returns an imperative sentence about the most important change. */
function title(changes: readonly Change[]): string {
  if (changes.some(({ kind }) => kind === "provider-added")) return "Call a new provider";
  const breaking = changes.filter(({ rating }) => rating === "major");
  if (breaking.length > 0) {
    const names = operationsOf(breaking);
    return names === ""
      ? "Follow the provider's breaking changes"
      : `Follow breaking changes to ${names}`;
  }
  const operations = operationsOf(changes.filter(({ kind }) => kind === "operation-added"));
  if (operations !== "") return `Call ${operations}`;
  const events = changes.filter(({ kind }) => kind === "event-added").length;
  if (events > 0)
    return `Receive ${events === 1 ? "a new webhook event" : `${events} new webhook events`}`;
  const isVisible = changes.some(({ rating }) => rating === "minor");
  return isVisible
    ? "Follow the provider's additions and changes"
    : "Update the client's documentation";
}

function operationsOf(changes: readonly Change[]): string {
  const names = [...new Set(changes.flatMap(({ operation }) => operation ?? []))];
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
