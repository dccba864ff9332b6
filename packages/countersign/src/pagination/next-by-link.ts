import { type CursorPagination, withCursor } from "./next-by-cursor.ts";
import type { NextInput } from "./paginate.ts";

/**
 * Returns the input with the cursor in the query of the address that the page gives, or with the cursor
 * itself where the page gives that; undefined where it gives none.
 *
 * @throws what `nextByCursor` throws.
 */
export const nextByLink: NextInput<CursorPagination> = (pagination, position) =>
  withCursor(pagination, position, (next) => {
    if (pagination.nextParameter === undefined) return next;
    // Addresses may be relative; only their query matters.
    const base = "https://relative.invalid";
    return URL.canParse(next, base)
      ? new URL(next, base).searchParams.get(pagination.nextParameter)
      : undefined;
  });
