import type { SecurityScheme } from "../operations/security-schemes.ts";
import type { Credentials } from "./credentials.ts";

/**
 * Derives the one value that the sandbox accepts for each credential of a provider:
 * `sandbox-<provider>-<credential>` in kebab-case. A key that the provider wants in hex or base64 is
 * that text so encoded, behind the prefix that such keys have.
 */
export function deriveCredentials(
  provider: string,
  schemes: ReadonlyMap<string, SecurityScheme>,
): Credentials {
  const credentials = new Map<string, string>();
  const add = (name: string, encoding: BufferEncoding = "utf8", prefix = "") => {
    const text = `sandbox-${provider}-${toKebabCase(name)}`.toLowerCase();
    credentials.set(name, prefix + Buffer.from(text).toString(encoding));
  };
  const signatures = [...schemes.values()].filter((scheme) => scheme.kind === "signature");
  for (const { credential } of schemes.values()) add(credential);
  for (const { argument } of signatures.flatMap(({ hmac }) => hmac.message.flat().filter(isName))) {
    add(argument);
  }
  // Last, because an encoded key must stay decodable wherever else its credential is used.
  for (const { credential, hmac } of signatures) {
    add(credential, hmac.keyEncoding, hmac.keyPrefix);
  }
  return credentials;
}

function isName({ token }: { readonly token: string }): boolean {
  return token === "credential";
}

function toKebabCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
