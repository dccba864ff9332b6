import { CountersignError } from "../errors/errors.ts";
import { valueAt, valueAtPointer } from "../provider-table/json-pointer.ts";
import type { Pagination } from "../provider-table/provider.ts";
import { inputPath, write } from "./paged-input.ts";
import type { NextInput, PagedInput, Position } from "./paginate.ts";

/** Pagination in which each page has the cursor of the next. */
export type CursorPagination = Pagination & { style: "cursor" };

/**
 * Returns the input with the page's next cursor, or undefined if there is none.
 *
 * @throws CountersignError `pagination_invalid` if a cursor appears twice, because paging would never end.
 */
export const nextByCursor: NextInput<CursorPagination> = (pagination, position) =>
  withCursor(pagination, position, (next) => next);

/** Returns the input with the next cursor, which `read` extracts from the page's value at `next`. */
export function withCursor(
  { cursor: location, next, more }: CursorPagination,
  { input, page, seen }: Position,
  read: (next: string) => string | null | undefined,
): PagedInput | undefined {
  const path = inputPath(location);
  if (page === undefined) {
    seen.add(valueAt(input, path));
    return input;
  }
  const found = valueAtPointer(page.body, next);
  const isLast = more !== undefined && valueAtPointer(page.body, more) === false;
  const given = typeof found === "string" ? read(found) || undefined : found;
  const cursor = isLast || !/^(string|number)$/.test(typeof given) ? undefined : given;
  if (cursor === undefined) return undefined;
  if (seen.has(cursor)) {
    throw new CountersignError(
      "pagination_invalid",
      "The provider returned a cursor twice; paging would never end.",
    );
  }
  seen.add(cursor);
  return write(input, path, cursor);
}
