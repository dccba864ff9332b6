/** A line that says what is being done, on standard error and only on a terminal. */
export interface Progress {
  /** Says what is done now. */
  say(line: string): void;
  /** Takes the line away, until there is something to say again. To be called in any case. */
  stop(): void;
}

/**
 * Starts a line of progress.
 *
 * @param patienceInMs - How long nothing is shown, because work that is done by then needs none. Work that
 * leaves no time for timers has to begin with its line: 0. Default: 1000.
 */
export function startProgress(patienceInMs = 1000): Progress {
  const { stderr } = process;
  let line: string | undefined;
  let isShown = patienceInMs === 0 && stderr.isTTY === true;
  const draw = (): void => {
    if (line !== undefined) stderr.write(`\r\x1b[K${line.slice(0, (stderr.columns || 80) - 1)}`);
  };
  const timer = setTimeout(() => {
    isShown = true;
    draw();
  }, patienceInMs);
  if (!stderr.isTTY || isShown) clearTimeout(timer);
  return {
    say(text) {
      line = text;
      if (isShown) draw();
    },
    stop() {
      clearTimeout(timer);
      if (isShown && line !== undefined) stderr.write("\r\x1b[K");
      line = undefined;
    },
  };
}

/** Does work under a line of progress. */
export async function withProgress<T>(line: string, work: () => Promise<T>): Promise<T> {
  const progress = startProgress(0);
  progress.say(line);
  try {
    return await work();
  } finally {
    progress.stop();
  }
}
