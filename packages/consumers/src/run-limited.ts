import { run } from "@countersign/process";

const TWO_MINUTES_IN_MS = 120_000;

/**
 * Runs a command that must not hang, and returns its standard output.
 *
 * @param options - `env` adds to this process's environment.
 * @throws CommandError when it fails; Error when it takes longer than two minutes.
 */
export function runLimited(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<string> {
  const environment = { ...process.env, ...env };
  return run(command, args, { cwd, env: environment, timeoutMs: TWO_MINUTES_IN_MS });
}
