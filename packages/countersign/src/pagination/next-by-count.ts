import { valueAt, valueAtPointer } from "../json-pointer.ts";
import type { Pagination } from "../provider.ts";
import { inputPath, write } from "./paged-input.ts";
import type { NextInput } from "./paginate.ts";

/**
 * Returns the input with the number of the next page, or of its first item; undefined after a page that is
 * empty or not full, and once there are as many items as the provider says. The first page is asked for by
 * its number where the caller names none.
 */
export const nextByCount: NextInput<Pagination & { style: "page" | "offset" }> = (
  pagination,
  { input, page },
) => {
  const isPage = pagination.style === "page";
  const place = inputPath(isPage ? pagination.page : pagination.offset);
  const given = valueAt(input, place);
  if (page === undefined) {
    return isPage && given === undefined ? write(input, place, pagination.firstPage) : input;
  }
  const count = page.items.length;
  const size = Number(valueAt(input, inputPath(pagination.size)));
  const total =
    pagination.total === undefined ? undefined : valueAtPointer(page.body, pagination.total);
  const current = Number(given ?? 0);
  const fetched = isPage ? (current - pagination.firstPage + 1) * size : current + count;
  // A page that is not full is the last, whatever the total says.
  if (count === 0 || count < size || (typeof total === "number" && fetched >= total)) {
    return undefined;
  }
  return write(input, place, isPage ? current + 1 : fetched);
};
