import { CountersignError } from "../errors.ts";

/**
 * Checks that a parameter's value is one that can be written as text: a text, a number, a boolean, or
 * nothing. A `Date` would be dropped from a query without a word, and an object distorted.
 *
 * @throws CountersignError `request_invalid` naming the parameter, never its value.
 */
export function assertPlain(place: "path" | "query", name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (["string", "boolean", "bigint"].includes(typeof value)) return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  const what =
    value instanceof Date
      ? "a Date; write it as the API wants it, as `toISOString()` does"
      : "no text";
  throw new CountersignError("request_invalid", `The ${place} parameter \`${name}\` is ${what}.`);
}
