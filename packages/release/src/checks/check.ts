/** A check that must pass before packages are published. */
export interface Check {
  /** What must be true, as a short sentence: `The working tree is clean`. */
  readonly name: string;
  /** Returns the problems found. A thrown error counts as one problem. */
  readonly problems: () => Promise<readonly string[]>;
}

/** The result of a check. */
export interface CheckResult {
  readonly name: string;
  readonly problems: readonly string[];
}

/**
 * Runs all checks in order, even after a failure.
 *
 * @param onResult - Called with each result as soon as it is known.
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
