import { valueAt, valueAtPointer } from "../provider-table/json-pointer.ts";
import type { Pagination } from "../provider-table/provider.ts";
import { inputPath, write } from "./paged-input.ts";
import type { NextInput } from "./paginate.ts";

/**
 * Returns the input with the next page number or offset, or undefined after the last page.
 *
 * The last page is an empty one, or the one that reaches the provider's total. Without a total, it is the first
 * page that is not full; with one, a short page proves nothing, because the provider may cap the page size. With
 * page numbers, the first request always has one, even if the caller specifies none.
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
  // Without a page size, items can only be counted from the first page on.
  const before = isPage ? (current + 1 - walked.pages - pagination.firstPage) * size || 0 : 0;
  const fetched = isPage ? before + walked.items : current + count;
  const isLast = typeof total === "number" ? fetched >= total : count < size;
  if (count === 0 || isLast) return undefined;
  return write(input, location, isPage ? current + 1 : fetched);
};
