/** How long a call may take. */
export interface TimeoutOptions {
  /** Milliseconds for one attempt, the answer's body included; 0 for no limit. Default: 30000. */
  readonly attemptMs?: number;
  /** Milliseconds for the whole call, all attempts and pauses; 0 for no limit. Default: no limit. */
  readonly overallMs?: number;
}

/** Why something was broken off. */
export type BreakOff = "caller" | "attempt" | "overall";

/** What a limit is made of. */
export interface Limits {
  /** Milliseconds from now; 0 for no limit. */
  readonly attemptMs: number;
  /** A time of `performance.now()`, or infinity. */
  readonly overallUntil: number;
  /** The caller's own signal. */
  readonly signal: AbortSignal | undefined;
}

/** A limit that aborts a signal when its time is over or the caller aborts. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Returns what came first, or undefined while nothing has. */
  readonly reason: () => BreakOff | undefined;
  /** Returns what work comes to, and rejects when the limit is over, also where the work goes on. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Forgets timer and listener. To be called in any case. */
  clear(): void;
}

/** A timer of more would fire at once: https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Starts a limit: one timer and one listener, whatever it is made of. */
export function startDeadline({ attemptMs, overallUntil, signal }: Limits): Deadline {
  const controller = new AbortController();
  let reason: BreakOff | undefined;
  let endRace: (reason: unknown) => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    endRace = reject;
  });
  over.catch(() => undefined);
  const breakOff = (why: BreakOff): void => {
    reason ??= why;
    controller.abort();
    endRace(controller.signal.reason);
  };
  const byCaller = (): void => breakOff("caller");
  const left = overallUntil - performance.now();
  const isOverall = !(attemptMs > 0 && attemptMs < left);
  const milliseconds = isOverall ? left : attemptMs;
  const timer =
    milliseconds < Number.POSITIVE_INFINITY
      ? setTimeout(
          () => breakOff(isOverall ? "overall" : "attempt"),
          Math.min(milliseconds, MAX_TIMER_MS),
        )
      : undefined;
  // In Node a timer is an object and would keep the process alive; elsewhere it is a number.
  (timer as { unref?: () => void } | undefined)?.unref?.();
  if (signal?.aborted) byCaller();
  else signal?.addEventListener("abort", byCaller);
  return {
    signal: controller.signal,
    reason: () => reason,
    race: (work) => Promise.race([work, over]),
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", byCaller);
    },
  };
}

/**
 * Waits; returns early when a signal aborts. Unlike a limit, which waits for nothing, a pause is work to be
 * done: a process that ended in it would lose the call without a word.
 */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, signal?.aborted ? 0 : Math.min(milliseconds, MAX_TIMER_MS));
    signal?.addEventListener("abort", end);
  });
}
