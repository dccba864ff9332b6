/**
 * Returns whether a name is a valid provider name, such as `acme-kyc`. It becomes a folder, part of a package
 * name and, via {@link toValueName}, an identifier in the generated code.
 */
export function isProviderName(name: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && !RESERVED_VALUES.has(toValueName(name));
}

/** The rule that {@link isProviderName} checks, for error messages. */
export const NAME_RULE =
  "use lowercase words joined by hyphens, but no word that JavaScript or the generated code uses";

/** Names reserved by JavaScript in modules, and names that the generated code itself uses. */
const RESERVED_VALUES = new Set([
  ..."arguments await break case catch class const continue debugger default delete do else enum".split(
    " ",
  ),
  ..."eval export extends false finally for function if implements import in instanceof".split(" "),
  ..."interface let new null package private protected public return static super switch".split(
    " ",
  ),
  ..."this throw true try typeof undefined var void while with yield".split(" "),
  ..."components connect createClient environment freeze headers mergeHeaders openapiFetch".split(
    " ",
  ),
  ..."api apiHeaders apiServers deliveries operations options paths rest webhooks".split(" "),
  ..."encodeBody encodeStyledBody nextByCount nextByCursor nextByLink nextInput paginateBy placeCredential".split(
    " ",
  ),
  ..."writeStyledRequest signRequest signWebhook verifyWebhook".split(" "),
]);

/** Returns the identifier for a hyphenated name: `acme-kyc` gives `acmeKyc`. */
export function toValueName(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns the type name prefix for a hyphenated name: `acme-kyc` gives `AcmeKyc`. */
export function toTypeName(name: string): string {
  const value = toValueName(name);
  return value.charAt(0).toUpperCase() + value.slice(1);
}
