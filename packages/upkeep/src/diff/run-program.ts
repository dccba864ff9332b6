import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Result of running a program. */
export interface ProgramResult {
  /** Exit code; undefined if the program could not be started or was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell and waits until it exits. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<ProgramResult> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 29 };
  try {
    return { code: 0, ...(await execute(program, args, options)) };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as Partial<ProgramResult>;
    return { code: typeof code === "number" ? code : undefined, stdout, stderr };
  }
}
