/** One problem of a request. */
export interface RefusalDetail {
  readonly in: "path" | "query" | "header" | "cookie" | "body";
  /** The parameter's name, or a JSON pointer into the body. */
  readonly path: string;
  readonly message: string;
}

/** What a refusal is about: the values of `x-countersign-refusal`, which marks the documented example of it. */
export type RefusalKind =
  | "missing-credentials"
  | "invalid-credentials"
  | "invalid-request"
  | "reused-idempotency-key";

/** The reason for a refusal, and the response to send. */
export interface RefusalReason {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly kind?: RefusalKind;
  readonly details?: readonly RefusalDetail[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Name of the documented example of it, if there is one of its own. */
  readonly example?: string;
  /** Whether the body is the sandbox's own even if the document describes one: the provider would not refuse this. */
  readonly isOwn?: boolean;
}

/** Thrown to refuse a request; becomes the response. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason.message);
    this.reason = reason;
  }
}
