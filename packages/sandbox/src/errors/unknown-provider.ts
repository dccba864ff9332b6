import { SandboxError } from "./sandbox-error.ts";

/** Returns the error for a provider that the sandbox does not have. */
export function unknownProvider(name: string, known: readonly string[]): SandboxError {
  const message = `Unknown provider "${name}". Available providers: ${known.join(", ")}.`;
  return new SandboxError("unknown_provider", message);
}

/**
 * Returns the provider with a name.
 *
 * @throws SandboxError `unknown_provider` if there is none.
 */
export function providerNamed<Named extends { readonly name: string }>(
  name: string,
  providers: readonly Named[],
): Named {
  const found = providers.find((each) => each.name === name);
  if (found !== undefined) return found;
  const known = providers.map((each) => each.name);
  throw unknownProvider(name, known);
}
