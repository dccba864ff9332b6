import { execFile } from "node:child_process";
import { SiteError } from "./site-error.ts";

/** Where and how to run a program. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program and returns what it printed.
 *
 * @throws SiteError with its messages when it fails.
 */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: RunOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const lines = `${stdout}${stderr}`.trim() || error.message;
      reject(new SiteError(`${[program, ...args].join(" ")} failed:`, lines.split("\n")));
    });
  });
}
