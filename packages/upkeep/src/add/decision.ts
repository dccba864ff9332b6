/** Something for a person to review after a provider was added. */
export interface Decision {
  /** Path of the file to review, relative to the workspace. */
  readonly file: string;
  /** Line number, from 1. */
  readonly line?: number;
  /** What was assumed, and what to do if it is wrong. */
  readonly message: string;
}

/** An action of a new provider's overlay. */
export interface ProposedAction {
  /** JSONPath expression. */
  readonly target: string;
  /** Reason for the action. */
  readonly description: string;
  /** What to merge into the target. If omitted, the target is removed. */
  readonly update?: Readonly<Record<string, unknown>>;
  /** What a person has to confirm, where the document alone is not conclusive. */
  readonly question?: string;
}
