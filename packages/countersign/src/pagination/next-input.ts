import type { Pagination } from "../provider-table/provider.ts";
import { nextByCount } from "./next-by-count.ts";
import { nextByLink } from "./next-by-link.ts";
import type { NextInput } from "./paginate.ts";

/** Returns the input for the next page of a list, for any style of pagination. */
export const nextInput: NextInput<Pagination> = (pagination, position) =>
  pagination.style === "cursor"
    ? nextByLink(pagination, position)
    : nextByCount(pagination, position);
