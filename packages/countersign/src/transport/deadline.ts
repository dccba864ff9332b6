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
  /** Milliseconds from now, or no limit. */
  readonly attemptMs: number | undefined;
  /** A time of `performance.now()`, or no limit. */
  readonly overallUntil: number | undefined;
  /** The caller's own signal. */
  readonly signal: AbortSignal | undefined;
}

/** A limit that aborts a signal when its time is over or the caller aborts. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Returns what came first, or undefined while nothing has. */
  readonly reason: () => BreakOff | undefined;
  /** Forgets timer and listener. To be called in any case. */
  clear(): void;
}

/** Starts a limit: one timer and one listener, whatever it is made of. */
export function startDeadline({ attemptMs, overallUntil, signal }: Limits): Deadline {
  const controller = new AbortController();
  let reason: BreakOff | undefined;
  const breakOff = (why: BreakOff): void => {
    reason ??= why;
    controller.abort();
  };
  const byCaller = (): void => breakOff("caller");
  const left =
    overallUntil === undefined ? Number.POSITIVE_INFINITY : overallUntil - performance.now();
  const own = attemptMs === undefined || attemptMs <= 0 ? Number.POSITIVE_INFINITY : attemptMs;
  const timer = startTimer(Math.min(left, own), () =>
    breakOff(left <= own ? "overall" : "attempt"),
  );
  if (signal?.aborted) byCaller();
  else signal?.addEventListener("abort", byCaller, { once: true });
  return {
    signal: controller.signal,
    reason: () => reason,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", byCaller);
    },
  };
}

function startTimer(milliseconds: number, onTime: () => void): number | undefined {
  if (milliseconds === Number.POSITIVE_INFINITY) return undefined;
  const timer: unknown = setTimeout(onTime, Math.max(0, milliseconds));
  // In Node a timer is an object and would keep the process alive; elsewhere it is a number.
  (timer as { unref?: () => void }).unref?.();
  return timer as number;
}

/** Waits, for at most as long as a deadline allows; returns early when it is over. */
export function pause(milliseconds: number, { signal }: Deadline): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
  });
}
