/** One thing that is wrong with a request. */
export interface RefusalDetail {
  readonly in: "path" | "query" | "header" | "cookie" | "body";
  /** The parameter's name, or a JSON pointer into the body. */
  readonly path: string;
  readonly message: string;
}

/** Why a request is not answered with an example. */
export interface RefusalReason {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: readonly RefusalDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown where a request is found wanting; becomes the answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason.message);
    this.reason = reason;
  }
}
