import type { Cursor } from "../openapi/cursor.ts";

/** A header name: RFC 9110, section 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Returns the header name at a node.
 *
 * @throws SpecError when it is not a valid header name.
 */
export function headerName(cursor: Cursor): string {
  const name = cursor.string();
  if (HEADER_NAME.test(name)) return name;
  return cursor.fail(
    `${JSON.stringify(name)} is not a valid header name.`,
    "Use letters, digits and hyphens.",
  );
}
