import { markdown } from "../diff/format.ts";
import type { ChangeGroup } from "../diff/group-changes.ts";
import type { Kind } from "../diff/policy.ts";

const MAX_SUBJECTS = 3;

/** Returns an imperative sentence about what matters most: what breaks, or else what is new. */
export function changesetTitle(groups: readonly ChangeGroup[]): string {
  const breaking = groups.filter(({ changes: [{ rating }] }) => rating === "major");
  if (breaking.length > 0) {
    const [own] = clauses(breaking, BREAKS);
    const isOne = breaking.every(
      ({ changes: [{ kind }] }) => kind === breaking[0]?.changes[0].kind,
    );
    const text = isOne && own !== undefined ? own : `Adapt code that uses ${subjects(breaking)}`;
    return markdown(text);
  }
  const found = clauses(groups, NEWS).slice(0, 2);
  if (found.length > 0) return markdown([found[0], ...found.slice(1).map(lower)].join("; "));
  const quiet = groups.filter(({ changes: [{ rating }] }) => rating === "patch");
  return markdown(`Update the documentation of ${subjects(quiet.length > 0 ? quiet : groups)}`);
}

/** A sentence's beginning for kinds of changes, which their subjects follow. */
type Clauses = readonly { readonly kinds: RegExp; readonly verb: string; readonly end?: string }[];

const BREAKS: Clauses = [
  { kinds: /^operation-removed$/, verb: "Stop calling" },
  { kinds: /^event-removed$/, verb: "Stop handling" },
  {
    kinds: /^(operation|schema|event|parameter|property|environment|credential)-renamed$/,
    verb: "Switch to",
  },
];

const NEWS: Clauses = [
  { kinds: /^provider-added$/, verb: "Call a new provider" },
  { kinds: /^operation-added$/, verb: "Call" },
  { kinds: /^event-added$/, verb: "Receive" },
  { kinds: /^response-property-added/, verb: "Read" },
  { kinds: /^(request-property-added|parameter-added|body-added)/, verb: "Send" },
  { kinds: /^response-known-value-added$/, verb: "Handle the new values of" },
  { kinds: /^request-(known-)?value-added$/, verb: "Send the new values of" },
  { kinds: /^operation-deprecated$/, verb: "Plan to replace" },
  { kinds: /^(environment|credential|pagination)-added$/, verb: "Use" },
  { kinds: /^response-header-added$/, verb: "Read new headers of" },
  { kinds: /./, verb: "Follow changes to" },
];

function clauses(groups: readonly ChangeGroup[], all: Clauses): string[] {
  const isFirst = (kind: Kind, clause: Clauses[number]): boolean =>
    all.find(({ kinds }) => kinds.test(kind)) === clause;
  return all.flatMap((clause) => {
    const own = groups.filter(
      ({ changes: [{ kind, rating }] }) =>
        rating !== "patch" && kind !== "schema-added" && isFirst(kind, clause),
    );
    if (own.length === 0) return [];
    return [
      clause.verb === "Call a new provider" ? clause.verb : `${clause.verb} ${subjects(own)}`,
    ];
  });
}

function subjects(groups: readonly ChangeGroup[]): string {
  const names = [
    ...new Set(
      groups.flatMap(({ subject, names: all }) =>
        all.length > 0 && all.length <= MAX_SUBJECTS ? all : [subject],
      ),
    ),
  ];
  const shown = names.slice(0, MAX_SUBJECTS);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

function lower(text: string | undefined): string {
  return text === undefined ? "" : text.charAt(0).toLowerCase() + text.slice(1);
}
