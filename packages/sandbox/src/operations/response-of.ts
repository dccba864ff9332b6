import type { Cursor } from "@countersign/spec/openapi";

/**
 * Returns the response that describes a status: by the status itself, its range, or as the default.
 *
 * @param responses - The `responses` object of an operation.
 * @returns undefined if none does.
 */
export function responseOf(responses: Cursor, status: number): Cursor | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  return [String(status), range, range.toLowerCase(), "default"]
    .map((key) => responses.at(key))
    .find(({ exists }) => exists);
}
