/** Thrown when a release cannot continue: the message says what happened, `remedy` what to do. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}
