import { isObject } from "@countersign/spec/json";
import { camelCase, isCredentialName } from "@countersign/spec/model";

/** Scheme names that describe how a credential is sent and not what it is. */
const GENERIC = /^(default|http|api)?(auth|authn|authentication|authorization|security|scheme)?$/i;
const BEARER =
  /^(http|api)?(bearer|jwt|oauth2?|oidc|openid(connect)?)(auth|token|scheme|format)?$/i;

/** Header names that describe what they hold. Others may be the provider's own terms. */
const COMMON =
  /^(access|account|api|app|auth|client|merchant|partner|platform|private|public|secret|user)*(key|secret|token|id|session|signature)$/i;

/**
 * Returns the name of the client option for each security scheme that takes a single value and has no name yet, by
 * scheme: `apiKey` for the header `X-Acme-Api-Key`, `userToken` for a bearer scheme of that name, `accessToken` for
 * OAuth. All names are unique, also among those that the document already gives.
 */
export function nameCredentials(
  provider: string,
  schemes: Readonly<Record<string | number, unknown>>,
): Map<string, string> {
  const names = new Map<string, string>();
  // The options of basic authentication.
  const taken = new Set(["username", "password"]);
  for (const scheme of Object.values(schemes)) {
    if (!isObject(scheme)) continue;
    const { "x-countersign-credential": own, "x-countersign-hmac": hmac } = scheme;
    const name = isObject(hmac) ? hmac.credential : own;
    if (typeof name === "string") taken.add(name);
  }
  for (const [name, scheme] of Object.entries(schemes)) {
    if (!isObject(scheme) || !hasOneValue(scheme)) continue;
    const free = freeName(candidates(name, { scheme, provider }), taken);
    taken.add(free);
    names.set(name, free);
  }
  return names;
}

function hasOneValue(scheme: Record<string | number, unknown>): boolean {
  if ("x-countersign-credential" in scheme || "x-countersign-hmac" in scheme) return false;
  if (scheme.type === "apiKey") return true;
  return isToken(scheme);
}

function isToken({ type, scheme }: Record<string | number, unknown>): boolean {
  if (type === "oauth2" || type === "openIdConnect") return true;
  return type === "http" && String(scheme).toLowerCase() === "bearer";
}

function candidates(
  name: string,
  { scheme, provider }: { scheme: Record<string | number, unknown>; provider: string },
): string[] {
  const own = camelCase(name).replace(/(?<=.)(Auth|Authentication|Authorization|Scheme)$/, "");
  if (isToken(scheme)) return [isDescriptive(own) ? own : "accessToken", own, "accessToken"];
  const sent = camelCase(withoutPrefix(String(scheme.name), provider));
  const descriptive = [sent]
    .filter((each) => COMMON.test(each))
    .concat([own, sent].filter(isDescriptive));
  return [...descriptive.slice(0, 1), own, ...descriptive, "apiKey"].map((each) =>
    each.toLowerCase() === "apikey" ? "apiKey" : each,
  );
}

function isDescriptive(name: string): boolean {
  return name !== "" && !GENERIC.test(name) && !BEARER.test(name);
}

/** Returns the words of a header without the provider's name: `X-Acme-Api-Key` of `acme` becomes `Api Key`. */
function withoutPrefix(header: string, provider: string): string {
  const words = header.split(/[-_.\s]+/).filter((word) => word !== "");
  const own = new Set(["x", ...provider.split("-")]);
  const rest = words.filter((word, index) => index > 2 || !own.has(word.toLowerCase()));
  // In `X-API-KEY`, the capitals carry no meaning.
  return rest
    .map((word) => (/^[A-Z0-9]+$/.test(word) ? capitalized(word.toLowerCase()) : capitalized(word)))
    .join(" ");
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function freeName(preferred: readonly string[], taken: ReadonlySet<string>): string {
  const names = preferred.filter(isCredentialName);
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  const base = names[0] ?? "credential";
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${base}${number}`)) return `${base}${number}`;
  }
}
