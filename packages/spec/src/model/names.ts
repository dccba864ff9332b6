/**
 * Returns whether a name can be a client method: camelCase, and without a special meaning in JavaScript. For
 * example, a client with a method `then` would be treated as a promise.
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

/** Returns whether a name can be a credential option: camelCase, and not the name of another client option. */
export function isCredentialName(name: string): boolean {
  return /^[a-z][a-zA-Z0-9]*$/.test(name) && !RESERVED_OPTIONS.has(name);
}

const RESERVED_OPTIONS = new Set([
  ...INHERITED,
  "baseUrl",
  "credentials",
  "environment",
  "fetch",
  "headers",
  "hooks",
  "retry",
  "signing",
  "timeout",
]);

/**
 * Returns whether a name can be the option for a variable of a server's URL. A plain client also has the options of
 * openapi-fetch and `fetch`, such as `mode`.
 */
export function isServerOptionName(name: string): boolean {
  return isCredentialName(name) && !FETCH_OPTIONS.has(name);
}

const FETCH_OPTIONS = new Set([
  ..."body cache credentials dispatcher duplex integrity keepalive method mode priority".split(" "),
  ..."redirect referrer referrerPolicy signal window".split(" "),
  ..."bodySerializer pathSerializer querySerializer requestInitExt".split(" "),
]);

/** Returns a name or, if it is taken, the name with the first free number from 2 on. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${name}${number}`)) return `${name}${number}`;
  }
}
