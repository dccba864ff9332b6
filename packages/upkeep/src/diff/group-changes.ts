import type { Change, Owner } from "./change.ts";
import type { Kind } from "./policy.ts";
import { byRating } from "./rating.ts";
import { capital, code, plain } from "./words.ts";

/** The same change of one or more operations, events or types. */
export interface ChangeGroup {
  /** Its changes, of one kind and rating. */
  readonly changes: readonly [Change, ...Change[]];
  /** One sentence: the change's own, or one that counts what it affects. */
  readonly message: string;
  /** Names of what it affects, each in backquotes; empty if the message has the name. */
  readonly names: readonly string[];
  /** What it affects, for a title: `` `listUsers` ``, `50 events`. */
  readonly subject: string;
}

/** Groups changes that are the same except for what they affect. The highest ratings come first. */
export function groupChanges(changes: readonly Change[]): ChangeGroup[] {
  const byText = Map.groupBy(changes, (change) =>
    JOINED.has(change.kind) ? change.kind : `${change.kind} ${textOf(change)}`,
  );
  const groups = [...byText.values()].flatMap((members) => toGroups(members));
  return groups.sort((a, b) => byRating(a.changes[0].rating, b.changes[0].rating));
}

/** Stands for the name of what a change affects. No message contains it. */
const NAME = "\0";

/** Returns a change's message without the name of what it affects and without the status of a response. */
function textOf(change: Change): string {
  return withoutName(change).replace(RESPONSE, "a response of ");
}

const RESPONSE = /\bthe (\S+) response of /i;

function withoutName({ message, owner }: Change): string {
  if (owner === undefined) return message;
  const name = `\`${plain(owner.name)}`;
  // A type's name comes first, with the path of a property: `User.name`. Other names come after the path.
  const at = owner.what === "type" ? message.indexOf(name) : message.lastIndexOf(`${name}\``);
  if (at === -1) return message;
  return `${message.slice(0, at)}\`${NAME}${message.slice(at + name.length)}`;
}

function toGroups(members: readonly Change[]): ChangeGroup[] {
  const [first, ...rest] = members;
  if (first === undefined) return [];
  const names = [...new Set(members.map(({ owner }) => owner?.name ?? ""))];
  const isJoined = JOINED.get(first.kind);
  if (isJoined !== undefined) return [joinedGroup(isJoined, [first, ...rest])];
  if (names.length < 2) {
    return members.map((change) => ({
      changes: [change],
      message: change.message,
      names: [],
      subject: subjectOf(change),
    }));
  }
  const count = counted(first.owner, names.length);
  const statuses = new Set(members.map(({ message }) => RESPONSE.exec(message)?.[1]));
  const text = withoutName(first)
    .replace(RESPONSE, (response) => (statuses.size > 1 ? "responses of " : response))
    .replace(`the event \`${NAME}\``, count)
    // `User.name` of several types: the property comes first.
    .replace(new RegExp(`\`${NAME}\\.?([^\`]+)\``), `\`$1\` of ${count}`)
    .replace(`\`${NAME}\``, count);
  return [
    {
      changes: [first, ...rest],
      message: capital(agreed(text, [count, `responses of ${count}`])),
      names: names.map(code),
      subject: count,
    },
  ];
}

/** Changes the verb after the subject of a sentence to the plural. */
function agreed(message: string, subjects: readonly string[]): string {
  const subject = subjects.find((each) => message.startsWith(each));
  if (subject === undefined) return message;
  const rest = message.slice(subject.length);
  const plural = rest.replace(/^( no longer)? (is|was|has)\b/, (_, adverb = "", verb = "") => {
    return `${adverb} ${PLURALS[verb] ?? verb}`;
  });
  return subject + plural;
}

const PLURALS: Readonly<Record<string, string>> = { is: "are", was: "were", has: "have" };

/** Kinds whose changes differ only in their names. Each shares one line. */
const JOINED: ReadonlyMap<Kind, string> = new Map<Kind, string>([
  ["schema-added", "New types"],
  ["documentation-changed", "Documentation changed"],
  ["details-changed", "Details changed"],
  ["unseen-changed", "Internal details changed"],
]);

function joinedGroup(text: string, changes: readonly [Change, ...Change[]]): ChangeGroup {
  const names = [...new Set(changes.map(subjectOf))];
  return {
    changes,
    message: `${text}:`,
    names,
    subject: names.length === 1 ? (names[0] ?? "") : text,
  };
}

/** Returns what a single change is about: `` `User.name` ``, `` `listUsers` ``, `the environments`. */
function subjectOf({ kind, message, operation, owner }: Change): string {
  // The new name is the last one.
  if (kind.endsWith("-renamed")) return message.match(/`[^`]*`/g)?.at(-1) ?? message;
  if (operation !== undefined) return `\`${operation}\``;
  if (owner?.what === "event") return code(owner.name);
  const part = /^(?:The documentation|Details|Internal details) of (.*) changed\.$/.exec(message);
  return part?.[1] ?? /`[^`]*`/.exec(message)?.[0] ?? message.replace(/\.$/, "");
}

function counted(owner: Owner | undefined, count: number): string {
  return `${count} ${owner?.what ?? "part"}s`;
}
