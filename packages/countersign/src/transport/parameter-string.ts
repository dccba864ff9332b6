import { CountersignError } from "../errors/errors.ts";
import { isPrimitive } from "./value-kind.ts";

/** Where a parameter goes; `form` for a field of a form. */
export type ParameterLocation = "path" | "query" | "header" | "cookie" | "form";

/**
 * Returns a parameter's value as a string, given a string, a number or a boolean. Anything else, such as a `Date`,
 * has more than one possible representation.
 *
 * @throws CountersignError `request_invalid` that names the parameter, but not its value.
 */
export function parameterString(location: ParameterLocation, name: string, value: unknown): string {
  if (!isPrimitive(value)) {
    throw invalidParameter(location, name, "be a string, a number or a boolean");
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
