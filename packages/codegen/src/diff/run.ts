import { execFile } from "node:child_process";

/** What a program left behind. */
export interface Run {
  /** Exit code; undefined where the program could not be started or was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell, and waits for it. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<Run> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 29 };
  return new Promise((done) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      done({ code: typeof code === "number" ? code : undefined, stdout, stderr });
    });
  });
}
