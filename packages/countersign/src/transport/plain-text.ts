import { CountersignError } from "../errors/errors.ts";

/** Where a parameter goes. */
export type ParameterLocation = "path" | "query" | "header" | "cookie";

/**
 * Returns a parameter's value as text: of a text, a number or a boolean. Anything else, such as a `Date`,
 * could be written in more than one way.
 *
 * @throws CountersignError `request_invalid` naming the parameter, never its value.
 */
export function plainText(location: ParameterLocation, name: string, value: unknown): string {
  if (!/^(string|boolean|bigint)$/.test(typeof value) && !Number.isFinite(value)) {
    throw invalidParameter(location, name, "be a text, a number or a boolean");
  }
  return String(value);
}

/** Returns the error for a parameter that cannot be sent. */
export function invalidParameter(
  location: ParameterLocation,
  name: string,
  rule: string,
): CountersignError {
  return new CountersignError(
    "request_invalid",
    `The ${location} parameter \`${name}\` must ${rule}.`,
  );
}
