/** Returns a hyphenated name as a value's name: `acme-kyc` gives `acmeKyc`. */
export function toValueName(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns a hyphenated name as part of a type's name: `acme-kyc` gives `AcmeKyc`. */
export function toTypeName(name: string): string {
  const value = toValueName(name);
  return value.charAt(0).toUpperCase() + value.slice(1);
}

/**
 * Tells whether a name can be a method of a client: camelCase, and not one that JavaScript gives a
 * meaning to. A client with a method `then` would be taken for a promise.
 */
export function isMethodName(name: string): boolean {
  return /^[a-z][a-zA-Z0-9]*$/.test(name) && !RESERVED_METHODS.has(name);
}

const RESERVED_METHODS = new Set([
  "then",
  "catch",
  "finally",
  "constructor",
  "prototype",
  "toString",
  "toLocaleString",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toJSON",
]);

/** Tells whether a name can be a credential option: one that no other option of a client has. */
export function isCredentialName(name: string): boolean {
  return /^[a-z][a-zA-Z0-9]*$/.test(name) && !RESERVED_OPTIONS.has(name);
}

const RESERVED_OPTIONS = new Set([
  "baseUrl",
  "constructor",
  "environment",
  "fetch",
  "headers",
  "hooks",
  "prototype",
  "retry",
  "timeout",
]);
