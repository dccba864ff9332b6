import { valueAt, valueAtPointer } from "../provider-table/json-pointer.ts";
import type { Pagination } from "../provider-table/provider.ts";
import { inputPath, write } from "./paged-input.ts";
import type { NextInput } from "./paginate.ts";

/**
 * Returns the input with the number of the next page, or of its first item; undefined after an empty page and
 * once there are as many items as the provider says. Where it does not say, a page that is not full is the
 * last; where it does, its pages may have a limit of their own. The first page is asked for by its number where
 * the caller names none.
 */
export const nextByCount: NextInput<Pagination & { style: "page" | "offset" }> = (
  pagination,
  { input, page, walked },
) => {
  const isPage = pagination.style === "page";
  const location = inputPath(isPage ? pagination.page : pagination.offset);
  const given = valueAt(input, location);
  if (page === undefined) {
    return isPage && given === undefined ? write(input, location, pagination.firstPage) : input;
  }
  const count = page.items.length;
  const size = Number(valueAt(input, inputPath(pagination.size)));
  const total =
    pagination.total === undefined ? undefined : valueAtPointer(page.body, pagination.total);
  const current = Number(given ?? 0);
  // Without a size, only a walk from the first page on can be counted.
  const before = isPage ? (current + 1 - walked.pages - pagination.firstPage) * size || 0 : 0;
  const fetched = isPage ? before + walked.items : current + count;
  const isLast = typeof total === "number" ? fetched >= total : count < size;
  if (count === 0 || isLast) return undefined;
  return write(input, location, isPage ? current + 1 : fetched);
};
