/** Returns whether a value of a parsed document is an object, that is, neither a list nor a scalar. */
export function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
