/** The time of a sandbox. */
export interface Clock {
  /** Returns the time in milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Runs a task as soon as the time has come.
   *
   * @param at - Milliseconds since the Unix epoch; a time in the past runs the task next.
   * @returns a function that cancels it.
   */
  schedule(at: number, task: Task): () => void;
  /** Moves the time ahead. Each task that becomes due sees its own time as now. Resolves when all have ended. */
  advance(milliseconds: number): Promise<void>;
  /** Sets the time, as `advance` does if it lies ahead. Going back runs nothing. */
  set(time: number): Promise<void>;
  /** Cancels all tasks. */
  stop(): void;
}

/** What to do at a time. It must not throw. */
export type Task = () => void | Promise<void>;

interface Entry {
  readonly at: number;
  readonly task: Task;
}

/** Longest delay of a timer, in milliseconds: `setTimeout` takes a 32-bit number. */
const MAX_DELAY_IN_MS = 2 ** 31 - 1;

/**
 * Creates a clock.
 *
 * @param standsAt - If given, the clock shows this time and moves only by `advance` and `set`. Otherwise it shows
 *   the system's time.
 */
export function createClock(standsAt?: number): Clock {
  const entries = new Set<Entry>();
  let offset = 0;
  let standing = standsAt;
  let timer: NodeJS.Timeout | undefined;
  const now = () => standing ?? Date.now() + offset;

  const nextDue = (): Entry | undefined => {
    let next: Entry | undefined;
    // A set keeps the order of insertion, so that of two tasks for one time the first comes first.
    for (const entry of entries) if (next === undefined || entry.at < next.at) next = entry;
    return next;
  };

  const moveTo = (time: number) => {
    if (standing === undefined) offset = time - Date.now();
    else standing = time;
  };

  const runUntil = async (time: number): Promise<void> => {
    for (let next = nextDue(); next !== undefined && next.at <= time; next = nextDue()) {
      entries.delete(next);
      if (next.at > now()) moveTo(next.at);
      await next.task();
    }
  };

  const arm = () => {
    clearTimeout(timer);
    const next = nextDue();
    if (next === undefined) return;
    const delay = Math.max(next.at - now(), 0);
    // A clock that stands still runs what is due already, and waits for `advance` otherwise.
    if (standing !== undefined && delay > 0) return;
    timer = setTimeout(
      () => void runUntil(now()).then(arm),
      Math.min(delay, MAX_DELAY_IN_MS),
    ).unref();
  };

  const advanceTo = async (time: number): Promise<void> => {
    await runUntil(time);
    moveTo(time);
    arm();
  };

  return {
    now,
    schedule(at, task) {
      const entry = { at, task };
      entries.add(entry);
      arm();
      return () => void entries.delete(entry);
    },
    advance: (milliseconds) => advanceTo(now() + milliseconds),
    set: (time) => advanceTo(time),
    stop() {
      entries.clear();
      clearTimeout(timer);
    },
  };
}
