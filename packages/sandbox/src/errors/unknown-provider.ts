import { SandboxError } from "./sandbox-error.ts";

/** Returns the error for a provider that the sandbox does not have. */
export function unknownProvider(name: string, known: readonly string[]): SandboxError {
  const message = `Unknown provider "${name}". Available providers: ${known.join(", ")}.`;
  return new SandboxError("unknown_provider", message);
}
