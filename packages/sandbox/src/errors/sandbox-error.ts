/** Stable: adding a code is minor, renaming or removing one is major. */
export type SandboxErrorCode = "unknown_provider" | "invalid_document" | "port_in_use";

/** Why a sandbox could not be started, or could not answer a question about itself. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
