/** Something that must hold before packages are published. */
export interface Check {
  /** What holds, as a short sentence: `The tree is clean`. */
  readonly name: string;
  /** Returns what is wrong; nothing when all is well. A thrown error counts as one problem. */
  readonly problems: () => Promise<readonly string[]>;
}

/** What became of a check. */
export interface CheckResult {
  readonly name: string;
  readonly problems: readonly string[];
}

/**
 * Runs checks in order. One that fails does not keep the next from running.
 *
 * @param onResult - Is told each result as soon as it is known.
 */
export async function runChecks(
  checks: readonly Check[],
  onResult: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, problems } of checks) {
    const result = { name, problems: await problems().catch(toProblems) };
    results.push(result);
    onResult(result);
  }
  return results;
}

function toProblems(error: unknown): string[] {
  return [error instanceof Error ? error.message : String(error)];
}
