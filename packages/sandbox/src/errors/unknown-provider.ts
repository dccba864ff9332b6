import { SandboxError } from "./sandbox-error.ts";

/** Returns the error for a provider's name that the sandbox does not have. */
export function unknownProvider(name: string, known: readonly string[]): SandboxError {
  const message = `There is no provider "${name}" here; there are ${known.join(", ")}.`;
  return new SandboxError("unknown_provider", message);
}
