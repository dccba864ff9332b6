import { spawn } from "node:child_process";

/** A command that has ended well. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface CommandOptions {
  readonly cwd: string;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** When it is ended with everything that it started. Default: two minutes. */
  readonly timeoutMs?: number;
}

/**
 * Runs a command to its end.
 *
 * @throws Error with the command line and its output, when it fails or takes too long.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs = 120_000 }: CommandOptions,
): Promise<CommandResult> {
  // A group of its own: some binaries are started by a script, and a signal must reach both.
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8");
    child[stream].on("data", (text: string) => {
      output[stream] += text;
    });
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, timeoutMs);
    child.on("error", (cause) => {
      clearTimeout(timer);
      reject(new Error(`${command} could not be started.`, { cause }));
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      const end =
        signal === null ? `exit code ${code}` : `signal ${signal}, after ${timeoutMs} ms at most`;
      const line = [command, ...args].join(" ");
      reject(new Error(`${line}\nended with ${end}:\n${output.stdout}${output.stderr}`));
    });
  });
}
