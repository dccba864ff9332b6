/** Something that a person has to look at after a provider was added. */
export interface Decision {
  /** Path of the file to look at, relative to the workspace. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line?: number;
  /** What was assumed, and what to do if it is wrong. */
  readonly message: string;
}

/** One action of the overlay that is written for a new provider. */
export interface ProposedAction {
  /** JSONPath expression. */
  readonly target: string;
  /** The reason. */
  readonly description: string;
  /** What changes; without it, the target is removed. */
  readonly update?: Readonly<Record<string, unknown>>;
  /** What a person has to confirm, where the document alone does not tell. */
  readonly question?: string;
}
