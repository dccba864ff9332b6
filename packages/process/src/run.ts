import { x } from "tinyexec";

/** The output and exit code of a command. */
export interface RunResult {
  /** Exit code; 1 if a signal ended the command. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options for running a command. */
export interface RunOptions {
  readonly cwd: string;
  /** The whole environment. Default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Time after which the command and its child processes are killed, in milliseconds. Default: never. */
  readonly timeoutMs?: number;
}

/** Thrown when a command exits with a non-zero code. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly result: RunResult;

  constructor(command: string, result: RunResult) {
    const output = `${result.stdout}\n${result.stderr}`.trim();
    super(`\`${command}\` exited with code ${result.code}.\n${lastLines(output, 30)}`);
    this.result = result;
  }
}

/**
 * Runs a command without a terminal and returns its output, whatever the exit code.
 *
 * @throws Error if the command cannot be started or times out.
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
      ...(env !== undefined && { env: { ...unset(process.env), ...env } }),
      stdio: ["ignore", "pipe", "pipe"],
      // In its own process group: a script may have started the program, and the signal must reach both.
      detached: isLimited,
    },
  });
  let isTimedOut = false;
  const timer = setTimeout(
    () => {
      isTimedOut = true;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    },
    isLimited ? timeoutMs : 2 ** 31 - 1,
  );
  try {
    const { exitCode = 1, stdout, stderr } = await child;
    if (!isTimedOut) return { code: exitCode, stdout, stderr };
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
 * @throws CommandError if it exits with a non-zero code.
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

/** Unsets every variable: tinyexec merges environments, and omits variables that are undefined. */
function unset(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.keys(environment).map((name) => [name, undefined]));
}

function lastLines(text: string, count: number): string {
  return text.split("\n").slice(-count).join("\n");
}
