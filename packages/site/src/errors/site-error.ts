/** A site that cannot be built, said so that a person can repair it. */
export class SiteError extends Error {
  override readonly name = "SiteError";
  /** Every problem that was found, each naming the page or file it is in. */
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[] = []) {
    super([message, ...problems.map((problem) => `  ${problem}`)].join("\n"));
    this.problems = problems;
  }
}
