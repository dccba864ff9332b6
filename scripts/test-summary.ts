/** The fields of vitest's JSON report that are used here. */
export interface TestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

/** The result of a task in Turborepo's run summary. */
export interface TaskResult {
  /** Such as `@countersign/paywint#test`. */
  readonly taskId: string;
  readonly execution?: { readonly exitCode: number | null };
}

/** Totals of a run. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  /** Tasks that failed without a failed test: linting, type-checking, a crash. */
  readonly failedTasks: readonly string[];
}

/**
 * Returns the totals of a run: passed tests, and failed tests and other checks.
 *
 * @param results - Test results, by the task that wrote them.
 */
export function summarize(
  tasks: readonly TaskResult[],
  results: ReadonlyMap<string, TestResults>,
): Summary {
  const failedTasks = tasks
    .filter(({ execution }) => execution !== undefined && execution.exitCode !== 0)
    .map(({ taskId }) => taskId)
    .filter((taskId) => (results.get(taskId)?.numFailedTests ?? 0) === 0);
  const all = [...results.values()];
  const passed = all.reduce((sum, result) => sum + result.numPassedTests, 0);
  const failedTests = all.reduce((sum, result) => sum + result.numFailedTests, 0);
  return { passed, failed: failedTests + failedTasks.length, failedTasks };
}
