import { spawn } from "node:child_process";

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
  /** Replaces the whole environment. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
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
 * @throws Error when the command cannot be started.
 */
export async function tryRun(
  command: string,
  args: readonly string[],
  { cwd, env = process.env }: RunOptions,
): Promise<RunResult> {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const read = async (stream: AsyncIterable<Buffer>): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  const [code, stdout, stderr] = await Promise.all([ended, read(child.stdout), read(child.stderr)]);
  return { code, stdout, stderr };
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

function lastLines(text: string, count: number): string {
  return text.split("\n").slice(-count).join("\n");
}
