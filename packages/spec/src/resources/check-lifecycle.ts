import { nodeAt } from "../json/json-pointer.ts";
import type { Cursor } from "../openapi/cursor.ts";
import type { Lifecycle, Move } from "../vocabulary/resources.ts";
import {
  checkAssignments,
  checkEvents,
  checkLocation,
  checkMoves,
  type ValueContext,
} from "./check-values.ts";
import { oneOf } from "./one-of.ts";

/** Context of a lifecycle: the resource that has it. */
type LifecycleContext = ValueContext & { readonly resource: string };

/** Checks that everything that a lifecycle names exists, and that moves lead to every state. */
export function checkLifecycle(cursor: Cursor, context: LifecycleContext): void {
  const { problems } = context;
  // The vocabulary's schema has validated this node, and Lifecycle is that schema as a type.
  const lifecycle = cursor.value as Lifecycle;
  const states = Object.keys(lifecycle.states);
  const before = problems.list().length;
  for (const [, move] of cursor.at("moves").entries()) {
    for (const state of move.at("from").items()) checkState(state, states, context);
    checkState(move.at("to"), states, context);
  }
  checkState(cursor.at("initial"), states, context);
  // With a wrong name, no state after it seems to be reached.
  if (problems.list().length === before) checkReached(cursor, lifecycle, context);
  checkLocation(cursor.at("state"), context);
  for (const state of states) {
    checkAssignments(cursor.at("states").at(state).at("sets"), context);
  }
  for (const [name, move] of Object.entries(lifecycle.moves)) {
    const at = cursor.at("moves").at(name);
    checkTime(at, move, context);
    checkEvents(at.at("events"), context);
    checkAssignments(at.at("sets"), context);
    checkLocation(at.at("others").at("match"), context);
    checkMoves(at.at("others").at("move"), context);
  }
}

function checkState(cursor: Cursor, states: readonly string[], { problems }: ValueContext): void {
  if (states.includes(cursor.string())) return;
  const message = `There is no state \`${cursor.string()}\`.`;
  problems.add(cursor.problem(message, oneOf(states, "`states`")));
}

/** Checks that a move by time, and no other, says when. */
function checkTime(at: Cursor, move: Move, context: ValueContext): void {
  const { problems } = context;
  checkLocation(at.at("at"), context);
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

/**
 * Checks that a record can get into every state: by moves, or by a value at the location of the state, which a request
 * sends or a declaration writes.
 */
function checkReached(cursor: Cursor, lifecycle: Lifecycle, context: LifecycleContext): void {
  const { initial, states, moves, state: at } = lifecycle;
  if (at !== undefined && context.requestsOf(context.resource).has(at)) return;
  const isWritten = (state: string): boolean =>
    at !== undefined &&
    context.written.some(
      ({ value }) => nodeAt(value, "/value") === state && String(nodeAt(value, "/at")).endsWith(at),
    );
  const names = Object.keys(states);
  const reached = reachable([initial, ...names.filter(isWritten)], Object.values(moves));
  for (const state of names.filter((name) => !reached.has(name))) {
    const message = `No moves lead from \`${initial}\` to the state \`${state}\`.`;
    const remedy = "Declare the move that leads to it, or remove the state.";
    context.problems.add(cursor.at("states").at(state).problem(message, remedy));
  }
}

function reachable(begin: readonly string[], moves: readonly Move[]): ReadonlySet<string> {
  const reached = new Set(begin);
  // A set's iterator also visits what is added meanwhile.
  for (const state of reached) {
    for (const { from, to } of moves) if (from.includes(state)) reached.add(to);
  }
  return reached;
}
