import type { Move as DeclaredMove, Lifecycle } from "@countersign/spec/vocabulary";

/** A move of a lifecycle, with its name. */
export interface Move extends DeclaredMove {
  readonly name: string;
}

/** Returns the move of this name if it leads out of a state. */
export function moveFrom({ moves }: Lifecycle, state: string, name: string): Move | undefined {
  const move = Object.hasOwn(moves, name) ? moves[name] : undefined;
  return move?.from.includes(state) ? { ...move, name } : undefined;
}

/** Whether a state is the end, unless an operation leads out of it. */
export function isFinal({ states, moves }: Lifecycle, state: string): boolean {
  if (states[state]?.final !== undefined) return states[state].final;
  return Object.values(moves).every(({ from }) => !from.includes(state));
}

/**
 * Returns the shortest way from a state to each state that the person, the provider or time can bring about, the nearest
 * first. Of equally short ways, it is the one whose moves are declared first, with moves by time last. No way leads through
 * a final state.
 */
export function waysFrom(lifecycle: Lifecycle, start: string): ReadonlyMap<string, Move[]> {
  const ways = new Map<string, Move[]>([[start, []]]);
  // The map grows while it is read, which makes it the queue of a breadth-first search.
  for (const [state, way] of ways) {
    if (state !== start && isFinal(lifecycle, state)) continue;
    for (const move of unaidedMoves(lifecycle, state)) {
      if (!ways.has(move.to)) ways.set(move.to, [...way, move]);
    }
  }
  ways.delete(start);
  return ways;
}

/** Returns the moves out of a state that need no call of the integrator. */
function unaidedMoves({ moves }: Lifecycle, state: string): Move[] {
  return Object.entries(moves)
    .map(([name, move]) => ({ ...move, name }))
    .filter(({ by, from }) => by !== undefined && from.includes(state))
    .sort((one, other) => Number(one.by === "time") - Number(other.by === "time"));
}

/** Returns the moves out of a state that time makes. */
export function timedMoves({ moves }: Lifecycle, state: string): Move[] {
  return Object.entries(moves)
    .map(([name, move]) => ({ ...move, name }))
    .filter(({ by, from }) => by === "time" && from.includes(state));
}
