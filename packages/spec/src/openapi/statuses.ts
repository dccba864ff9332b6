/**
 * Returns which of an operation's statuses are of success responses: those of 2xx, or `default` if there are none.
 * `default` describes every status that the operation does not list (OpenAPI 3.1, section 4.8.16).
 */
export function successStatuses(statuses: readonly string[]): string[] {
  const successes = statuses.filter(is2xx);
  return successes.length > 0 ? successes : statuses.filter((status) => status === "default");
}

/** Returns which of an operation's statuses are of error responses: all but those of 2xx. */
export function errorStatuses(statuses: readonly string[]): string[] {
  return statuses.filter((status) => !is2xx(status));
}

function is2xx(status: string): boolean {
  return status.startsWith("2");
}
