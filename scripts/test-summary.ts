/** The fields of vitest's JSON report that are used here. */
export interface TestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
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
  /** Failed tests, as `@countersign/paywint#test: signs a request: expected 1 to be 2`. */
  readonly failedTests: readonly string[];
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
  const failed = all.reduce((sum, result) => sum + result.numFailedTests, failedTasks.length);
  const failedTests = [...results].flatMap(([taskId, result]) => namesOfFailed(taskId, result));
  return { passed, failed, failedTasks, failedTests };
}

function namesOfFailed(taskId: string, { testResults }: TestResults): string[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages = [] }) => {
      const [reason = ""] = failureMessages[0]?.split("\n") ?? [];
      return [taskId, fullName, reason].filter(Boolean).join(": ");
    });
}
