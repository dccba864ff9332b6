import type { Cursor } from "../openapi/cursor.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { Lifecycle, Move } from "../vocabulary/resources.ts";
import { oneOf } from "./one-of.ts";

/** Checks that the states and events that a lifecycle names exist, and that moves lead to every state. */
export function checkLifecycle(
  cursor: Cursor,
  { events, problems }: { readonly events: readonly string[]; readonly problems: ProblemCollector },
): void {
  // The vocabulary's schema has validated this node, and Lifecycle is that schema as a type.
  const { initial, states, moves = {} } = cursor.value as Lifecycle;
  const names = Object.keys(states);
  let hasAll = true;
  const checkState = (state: string, at: Cursor): void => {
    if (names.includes(state)) return;
    hasAll = false;
    problems.add(at.problem(`There is no state \`${state}\`.`, oneOf(names, "`states`")));
  };
  checkState(initial, cursor.at("initial"));
  for (const [name, move] of Object.entries(moves)) {
    const at = cursor.at("moves").at(name);
    move.from.forEach((state, index) => {
      checkState(state, at.at("from").at(index));
    });
    checkState(move.to, at.at("to"));
    checkTime(at, move, problems);
    move.events?.forEach((event, index) => {
      if (events.includes(event)) return;
      const written = at.at("events").at(index);
      const remedy = "Correct the name, or describe the event in `webhooks`.";
      problems.add(written.problem(`The document has no webhook \`${event}\`.`, remedy));
    });
  }
  // With a wrong name, no state after it seems to be reached.
  if (!hasAll) return;
  const reached = reachable(initial, Object.values(moves));
  for (const state of names.filter((name) => !reached.has(name))) {
    const message = `No moves lead from \`${initial}\` to the state \`${state}\`.`;
    const remedy = "Declare the move that leads to it, or remove the state.";
    problems.add(cursor.at("states").at(state).problem(message, remedy));
  }
}

/** Checks that a move by time, and no other, says when. */
function checkTime(at: Cursor, move: Move, problems: ProblemCollector): void {
  const [first, second] = (["after", "at"] as const).filter((name) => move[name] !== undefined);
  if (move.by === "time" && first === undefined) {
    const remedy = "Add `after`, in seconds, or `at`, the location of a time in the record.";
    problems.add(at.problem("The move by time does not declare when.", remedy));
  }
  if (move.by !== "time" && first !== undefined) {
    const remedy = "Add `by: time`, or remove it.";
    problems.add(at.at(first).problem(`\`${first}\` belongs to a move by time.`, remedy));
  }
  if (second !== undefined) {
    const message = `The move declares both \`${first}\` and \`${second}\`.`;
    problems.add(at.at(second).problem(message, "Remove one of them."));
  }
}

function reachable(initial: string, moves: readonly Move[]): ReadonlySet<string> {
  const reached = new Set([initial]);
  // A set's iterator also visits what is added meanwhile.
  for (const state of reached) {
    for (const { from, to } of moves) if (from.includes(state)) reached.add(to);
  }
  return reached;
}
