import { SandboxError } from "../errors/sandbox-error.ts";
import { type Time, toTime } from "./to-time.ts";

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
  /** Keeps `advance` and `set` from moving the time on until this has ended. It must not reject. */
  track(work: Promise<unknown>): void;
  /**
   * Moves the time ahead. Each task that becomes due sees its own time as now. Resolves when all have ended, so a
   * receiver of webhooks must not await it before it responds.
   *
   * @param milliseconds - 0 waits for what is due already.
   * @throws SandboxError `invalid_time` for less than 0.
   */
  advance(milliseconds: number): Promise<void>;
  /**
   * Sets the time, as `advance` does if it lies ahead. Going back runs nothing.
   *
   * @throws SandboxError `invalid_time`.
   */
  set(time: Time): Promise<void>;
  /** Cancels all tasks, and takes no more. */
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
  const running = new Set<Promise<unknown>>();
  let offset = 0;
  let standing = standsAt;
  let timer: NodeJS.Timeout | undefined;
  /** What the timer waits for. */
  let armedFor = Number.POSITIVE_INFINITY;
  let isStopped = false;
  let moved: Promise<void> = Promise.resolve();
  const now = () => standing ?? Date.now() + offset;

  const moveTo = (time: number) => {
    if (standing === undefined) offset = time - Date.now();
    else standing = time;
  };

  const track = (work: Promise<unknown>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };

  const ended = async () => {
    while (running.size > 0) await Promise.all(running);
  };

  /** Returns what is due by a time. What is due at the same time stays in the order in which it was scheduled. */
  const dueBy = (time: number) =>
    [...entries].filter(({ at }) => at <= time).sort((a, b) => a.at - b.at);

  const nextDue = () => {
    let next = Number.POSITIVE_INFINITY;
    for (const { at } of entries) next = Math.min(next, at);
    return next;
  };

  const runDue = (time: number) => {
    for (const entry of dueBy(time)) {
      // One of them may have cancelled another.
      if (!entries.delete(entry)) continue;
      const work = entry.task();
      if (work !== undefined) track(work);
    }
  };

  const arm = () => {
    clearTimeout(timer);
    armedFor = nextDue();
    if (entries.size === 0) return;
    const delay = Math.max(armedFor - now(), 0);
    // A clock that stands still runs what is due already, and waits for `advance` otherwise.
    if (standing !== undefined && delay > 0) return;
    const run = () => {
      runDue(now());
      arm();
    };
    timer = setTimeout(run, Math.min(delay, MAX_DELAY_IN_MS)).unref();
  };

  const advanceTo = async (target: number): Promise<void> => {
    await ended();
    for (let next = nextDue(); next <= target; next = nextDue()) {
      if (next > now()) moveTo(next);
      runDue(next);
      await ended();
    }
    // The system's time may have passed it by now.
    if (target > now()) moveTo(target);
    arm();
  };

  /** Begins a move when those before it are over, so that each finds a time at rest. */
  const afterwards = (move: () => Promise<void>): Promise<void> => {
    const result = moved.then(move);
    moved = result.catch(() => undefined);
    return result;
  };

  return {
    now,
    track,
    schedule(at, task) {
      const entry = { at, task };
      if (!isStopped) entries.add(entry);
      // Most tasks are for later than what the timer waits for.
      if (!isStopped && at < armedFor) arm();
      return () => void entries.delete(entry);
    },
    async advance(milliseconds) {
      if (!(milliseconds >= 0 && Number.isFinite(milliseconds))) {
        const message = "A clock advances by a number of milliseconds that is not negative.";
        throw new SandboxError("invalid_time", message);
      }
      await afterwards(() => advanceTo(now() + milliseconds));
    },
    async set(given) {
      const time = toTime(given, "The time of the clock");
      await afterwards(async () => {
        await ended();
        if (time < now()) moveTo(time);
        await advanceTo(time);
      });
    },
    stop() {
      isStopped = true;
      entries.clear();
      clearTimeout(timer);
    },
  };
}
