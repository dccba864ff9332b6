/** Stable: adding a code is minor, renaming or removing one is major. */
export type SandboxErrorCode =
  | "unknown_provider"
  | "invalid_document"
  | "invalid_fault"
  | "invalid_delivery"
  | "invalid_outcome"
  | "invalid_account"
  | "invalid_state"
  | "invalid_time"
  | "invalid_host"
  | "port_in_use";

/** An error of the sandbox itself: it could not start, or was asked for a provider it does not have. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
