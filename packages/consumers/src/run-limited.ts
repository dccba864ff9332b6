import { run } from "@countersign/process";

const TWO_MINUTES_IN_MS = 120_000;

/**
 * Runs a command with a timeout and returns its standard output.
 *
 * @param options - `env` is added to this process's environment.
 * @throws CommandError if it fails; Error if it takes longer than two minutes.
 */
export function runLimited(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<string> {
  const environment = { ...process.env, ...env };
  return run(command, args, { cwd, env: environment, timeoutMs: TWO_MINUTES_IN_MS });
}
