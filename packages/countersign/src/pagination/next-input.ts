import type { Pagination } from "../provider-table/provider.ts";
import { nextByCount } from "./next-by-count.ts";
import { nextByLink } from "./next-by-link.ts";
import type { NextInput } from "./paginate.ts";

/** Returns the input that asks for the next page, in whichever way a list is paged. */
export const nextInput: NextInput<Pagination> = (pagination, position) =>
  pagination.style === "cursor"
    ? nextByLink(pagination, position)
    : nextByCount(pagination, position);
