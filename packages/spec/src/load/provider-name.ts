/**
 * Tells whether a name can be a provider's: `acme-kyc`. It becomes a folder, part of a package's name
 * and, as {@link toValueName}, a name in the generated code.
 */
export function isProviderName(name: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && !RESERVED_VALUES.has(toValueName(name));
}

/** What {@link isProviderName} asks for, for messages. */
export const NAME_RULE =
  "it is words in lower case joined by hyphens, and not a word that JavaScript or the generated code uses";

/** Names that JavaScript reserves in modules, and those that the generated code uses itself. */
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
  ..."encodeBody nextByCount nextByCursor nextByLink nextInput paginateBy placeCredential".split(
    " ",
  ),
  ..."writeStyledRequest signRequest signWebhook verifyWebhook".split(" "),
]);

/** Returns a hyphenated name as a value's name: `acme-kyc` gives `acmeKyc`. */
export function toValueName(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns a hyphenated name as part of a type's name: `acme-kyc` gives `AcmeKyc`. */
export function toTypeName(name: string): string {
  const value = toValueName(name);
  return value.charAt(0).toUpperCase() + value.slice(1);
}
