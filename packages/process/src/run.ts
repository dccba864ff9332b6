import { x } from "tinyexec";

/** What a command printed, and how it ended. */
export interface RunResult {
  /** Exit code; 1 for a command that a signal ended. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs, and with what. */
export interface RunOptions {
  readonly cwd: string;
  /** The whole environment. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** When it is ended with everything that it started, in milliseconds. Default: never. */
  readonly timeoutMs?: number;
}

/** Ended with another code than 0. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly result: RunResult;

  constructor(command: string, result: RunResult) {
    const output = `${result.stdout}\n${result.stderr}`.trim();
    super(`\`${command}\` ended with exit code ${result.code}.\n${lastLines(output, 30)}`);
    this.result = result;
  }
}

/**
 * Runs a command without a terminal and returns what it printed, however it ended.
 *
 * @throws Error when the command cannot be started, or takes longer than it may.
 */
export async function tryRun(
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs }: RunOptions,
): Promise<RunResult> {
  const isLimited = timeoutMs !== undefined;
  const child = x(command, [...args], {
    nodeOptions: {
      cwd,
      ...(env !== undefined && { env: { ...absent(process.env), ...env } }),
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own: some programs are started by a script, and a signal must reach both.
      detached: isLimited,
    },
  });
  let isOver = false;
  const timer = setTimeout(
    () => {
      isOver = true;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    },
    isLimited ? timeoutMs : 2 ** 31 - 1,
  );
  try {
    const { exitCode = 1, stdout, stderr } = await child;
    if (!isOver) return { code: exitCode, stdout, stderr };
    const line = [command, ...args].join(" ");
    throw new Error(
      `\`${line}\` took longer than ${timeoutMs} ms.\n${lastLines(stdout + stderr, 30)}`,
    );
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs a command and returns its standard output.
 *
 * @throws CommandError when it ends with another code than 0.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const result = await tryRun(command, args, options);
  if (result.code !== 0) throw new CommandError([command, ...args].join(" "), result);
  return result.stdout;
}

/** tinyexec adds to the environment; what is undefined is left out of it. */
function absent(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.keys(environment).map((name) => [name, undefined]));
}

function lastLines(text: string, count: number): string {
  return text.split("\n").slice(-count).join("\n");
}
