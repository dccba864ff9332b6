import type { Pagination } from "../provider-table/provider.ts";
import { nextByCount } from "./next-by-count.ts";
import { nextByCursor } from "./next-by-cursor.ts";
import type { NextInput } from "./paginate.ts";

/** Returns the input for the next page of a list, for a provider of which no page has the URL of the next. */
export const nextByCursorOrCount: NextInput<Pagination> = (pagination, position) =>
  pagination.style === "cursor"
    ? nextByCursor(pagination, position)
    : nextByCount(pagination, position);
