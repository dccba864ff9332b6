import type { SecurityScheme } from "../operations/security-schemes.ts";
import type { Credentials } from "./credentials.ts";

/**
 * Returns the one value that the sandbox accepts for each credential of a provider:
 * `sandbox-<provider>-<credential>` in kebab-case. If the provider encodes signing keys in hex or
 * base64, the value is that string encoded, with the provider's key prefix in front.
 *
 * @param account - Whose credentials; empty for the sandbox's own. Its name follows each value after a dot.
 */
export function deriveCredentials(
  provider: string,
  schemes: ReadonlyMap<string, SecurityScheme>,
  account = "",
): Credentials {
  const credentials = new Map<string, string>();
  const add = (name: string, encoding: BufferEncoding = "utf8", prefix = "") => {
    const own = `sandbox-${provider}-${toKebabCase(name)}`.toLowerCase();
    const value = account === "" ? own : `${own}.${account}`;
    credentials.set(name, prefix + Buffer.from(value).toString(encoding));
  };
  const signatures = [...schemes.values()].filter((scheme) => scheme.kind === "signature");
  for (const { credential } of schemes.values()) add(credential);
  for (const { argument } of signatures.flatMap(({ hmac }) =>
    hmac.message.flat().filter(isCredential),
  )) {
    add(argument);
  }
  // Last, so that the encoded form wins where a credential is both a key and part of a message.
  for (const { credential, hmac } of signatures) {
    add(credential, hmac.keyEncoding, hmac.keyPrefix);
  }
  return credentials;
}

function isCredential({ token }: { readonly token: string }): boolean {
  return token === "credential";
}

function toKebabCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
