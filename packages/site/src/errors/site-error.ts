/** Thrown when the site cannot be built, with a message for the author. */
export class SiteError extends Error {
  override readonly name = "SiteError";
  /** All problems; each names its page or file. */
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[] = []) {
    super([message, ...problems.map((problem) => `  ${problem}`)].join("\n"));
    this.problems = problems;
  }
}
