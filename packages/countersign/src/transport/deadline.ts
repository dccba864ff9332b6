/** How long a call may take. */
export interface TimeoutOptions {
  /** Limit for one attempt, including the response body, in milliseconds; 0 for no limit. Default: 30000. */
  readonly attemptMs?: number;
  /** Limit for the whole call, including retries and pauses, in milliseconds; 0 for no limit. Default: 0. */
  readonly overallMs?: number;
  /**
   * Limit for the silence of an event stream, in milliseconds; 0 for no limit. The other limits end when a stream
   * begins. Default: 0.
   */
  readonly idleMs?: number;
}

/** Who or what aborted an attempt first. */
export type AbortReason = "caller" | "attempt" | "overall";

/** Options of a deadline. */
export interface DeadlineOptions {
  /** Milliseconds from now; 0 for no limit. */
  readonly attemptMs: number;
  /** A time of `performance.now()`, or infinity. */
  readonly overallUntil: number;
  /** The caller's own signal. */
  readonly signal: AbortSignal | undefined;
}

/** Aborts a signal on timeout, or when the caller aborts. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Returns what aborted the signal, or undefined if nothing has. */
  readonly reason: () => AbortReason | undefined;
  /** Returns the result of work. Rejects once the signal aborts, even if the work continues. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Removes timer and listener. Must always be called. */
  clear(): void;
}

/** A longer timer would fire at once: https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Starts a deadline, with a single timer and a single listener. */
export function startDeadline({ attemptMs, overallUntil, signal }: DeadlineOptions): Deadline {
  const controller = new AbortController();
  let reason: AbortReason | undefined;
  let endRace: (reason: unknown) => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    endRace = reject;
  });
  aborted.catch(() => undefined);
  const abort = (why: AbortReason): void => {
    reason ??= why;
    controller.abort();
    endRace(controller.signal.reason);
  };
  const byCaller = (): void => abort("caller");
  const left = overallUntil - performance.now();
  const attempt = attemptMs || Number.POSITIVE_INFINITY;
  const milliseconds = Math.min(attempt, left);
  const timer =
    milliseconds < Number.POSITIVE_INFINITY
      ? setTimeout(
          () => abort(left <= attempt ? "overall" : "attempt"),
          Math.min(milliseconds, MAX_TIMER_MS),
        )
      : undefined;
  // In Node, a timer is an object that keeps the process alive; elsewhere, it is a number.
  (timer as { unref?: () => void } | undefined)?.unref?.();
  if (signal?.aborted) byCaller();
  else signal?.addEventListener("abort", byCaller);
  return {
    signal: controller.signal,
    reason: () => reason,
    race: (work) => Promise.race([work, aborted]),
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", byCaller);
    },
  };
}

/**
 * Waits; returns early if a signal aborts. Unlike a deadline's timer, a pause keeps the process alive: exiting
 * during one would silently lose the call.
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
