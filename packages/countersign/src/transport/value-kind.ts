import { CountersignError } from "../errors/errors.ts";

/**
 * Returns whether a value is a plain object, of any realm: not an array, and not an instance of a class, such as a
 * `Map`, whose data may be elsewhere than in its properties.
 */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object(value) === value && Object.getPrototypeOf(value);
  return prototype === null || (!!prototype && Object.getPrototypeOf(prototype) === null);
}

/** Returns whether a value is a string, a boolean or a number with digits, as which every reader understands it. */
export function isPrimitive(value: unknown): value is string | boolean | bigint | number {
  return /^(string|boolean|bigint)$/.test(typeof value) || Number.isFinite(value);
}

/** Returns the error for a value that would be lost or distorted. It names the value's class, but does not show it. */
export function cannotSend(name: string, value: unknown): CountersignError {
  const message = `The value of \`${name}\` (${Object(value).constructor?.name}) cannot be sent; use plain objects, and FormData for files.`;
  return new CountersignError("request_invalid", message);
}
