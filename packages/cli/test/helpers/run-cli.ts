import { execFile } from "node:child_process";
import { join } from "node:path";

/** Result of running the command line. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line as installed: from `dist`, which `turbo run test` builds first.
 *
 * @param options - `cwd` is the working directory; `env` is added to the environment.
 */
export function runCli(
  args: readonly string[],
  { cwd, env }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<CliRun> {
  const bin = join(import.meta.dirname, "../../bin/countersign.js");
  const { FORCE_COLOR: _, ...plain } = process.env;
  return new Promise((done) => {
    execFile(
      process.execPath,
      [bin, ...args],
      { cwd, env: { ...plain, ...env } },
      (error, stdout, stderr) => {
        done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      },
    );
  });
}
