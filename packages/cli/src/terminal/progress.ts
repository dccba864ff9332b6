/** A line on standard error that shows the current work. It appears on a terminal only. */
export interface Progress {
  /** Shows what is being done now. */
  say(line: string): void;
  /** Removes the line until `say` is called again. Must be called in any case. */
  stop(): void;
}

/**
 * Starts a progress line.
 *
 * @param delayInMs - How long to show nothing, since short work needs no progress line. Work that blocks the event loop
 * needs 0, because a timer would never fire. Default: 1000.
 */
export function startProgress(delayInMs = 1000): Progress {
  const { stderr } = process;
  let line: string | undefined;
  let isShown = delayInMs === 0 && stderr.isTTY === true;
  const draw = (): void => {
    if (line !== undefined) stderr.write(`\r\x1b[K${line.slice(0, (stderr.columns || 80) - 1)}`);
  };
  const timer = setTimeout(() => {
    isShown = true;
    draw();
  }, delayInMs);
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

/** Shows a progress line while work runs. */
export async function withProgress<T>(line: string, work: () => Promise<T>): Promise<T> {
  const progress = startProgress(0);
  progress.say(line);
  try {
    return await work();
  } finally {
    progress.stop();
  }
}
