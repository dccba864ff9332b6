import type { Cursor } from "../openapi/cursor.ts";

/** A header's name: RFC 9110, section 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Returns a header's name.
 *
 * @throws SpecError when HTTP does not allow it.
 */
export function headerName(cursor: Cursor): string {
  const name = cursor.text();
  if (HEADER_NAME.test(name)) return name;
  return cursor.fail(
    `${JSON.stringify(name)} cannot be a header's name.`,
    "Write letters, digits and hyphens.",
  );
}
