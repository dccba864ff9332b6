import { type CursorPagination, withCursor } from "./next-by-cursor.ts";
import type { NextInput } from "./paginate.ts";

/**
 * Returns the input with the next cursor, taken from the query of the page's next URL, or from the page itself if
 * it has the cursor there; undefined if there is none.
 *
 * @throws what `nextByCursor` throws.
 */
export const nextByLink: NextInput<CursorPagination> = (pagination, position) =>
  withCursor(pagination, position, (next) => {
    if (pagination.nextParameter === undefined) return next;
    // The URL may be relative; only its query matters.
    const base = "https://relative.invalid";
    return URL.canParse(next, base)
      ? new URL(next, base).searchParams.get(pagination.nextParameter)
      : undefined;
  });
