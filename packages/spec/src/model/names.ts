/**
 * Tells whether a name can be a method of a client: camelCase, and not one that JavaScript gives a
 * meaning to. A client with a method `then` would be taken for a promise.
 */
export function isMethodName(name: string): boolean {
  return /^[a-z][a-zA-Z0-9]*$/.test(name) && !RESERVED_METHODS.has(name);
}

/** Names that every object has. */
const INHERITED = [
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "prototype",
  "toLocaleString",
  "toString",
  "valueOf",
];

const RESERVED_METHODS = new Set([...INHERITED, "then", "catch", "finally", "toJSON"]);

/** Tells whether a name can be a credential option: one that no other option of a client has. */
export function isCredentialName(name: string): boolean {
  return /^[a-z][a-zA-Z0-9]*$/.test(name) && !RESERVED_OPTIONS.has(name);
}

const RESERVED_OPTIONS = new Set([
  ...INHERITED,
  "baseUrl",
  "environment",
  "fetch",
  "headers",
  "hooks",
  "retry",
  "signing",
  "timeout",
]);

/** Returns a name, or where it is taken the name with the first number from 2 that is not. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${name}${number}`)) return `${name}${number}`;
  }
}
