import { valueAtPointer } from "../provider-table/json-pointer.ts";
import type { Pagination } from "../provider-table/provider.ts";

/** Input of a paginated call, untyped. */
export interface PagedInput {
  readonly [part: string]: unknown;
  readonly signal?: AbortSignal;
}

/** Fetches one page. */
export type FetchPage = (input: PagedInput) => Promise<unknown>;

/** Iterates over a list, by page or by item. */
export interface Pages {
  /** Yields each page of the list, starting from the input. */
  pages(input?: PagedInput): AsyncGenerator<unknown, void, undefined>;
  /** Yields each item of the list, page by page. */
  items(input?: PagedInput): AsyncGenerator<unknown, void, undefined>;
}

/** A page of a list. */
export interface Page {
  readonly body: unknown;
  readonly items: readonly unknown[];
}

/** Progress through a list. */
export interface Position {
  /** Input of the last page's request; before the first, the caller's input. */
  readonly input: PagedInput;
  /** The last page; undefined before the first. */
  readonly page?: Page;
  /** How many pages and items have been fetched so far. */
  readonly walked: { readonly pages: number; readonly items: number };
  /** The cursors seen so far. */
  readonly seen: Set<unknown>;
}

/** Returns the input for the next page, or undefined after the last. */
export type NextInput<P extends Pagination> = (
  pagination: P,
  position: Position,
) => PagedInput | undefined;

/** Returns the additional methods of a paginated operation. */
export type Paginate = (pagination: Pagination, fetchPage: FetchPage) => Pages;

/**
 * Returns a function that creates the iterators of lists with one style of pagination.
 *
 * The iterators throw what `next` and fetching a page throw.
 */
export function paginateBy<P extends Pagination>(next: NextInput<P>): Paginate {
  return (pagination, fetchPage) => {
    async function* walk(start: PagedInput = {}): AsyncGenerator<Page, void, undefined> {
      // The caller of `paginateBy` chose `next` by the style that the provider's table declares.
      const declared = pagination as P;
      const seen = new Set<unknown>();
      let walked = { pages: 0, items: 0 };
      let input = next(declared, { input: start, walked, seen });
      while (input !== undefined) {
        const body = await fetchPage(input);
        const items = valueAtPointer(body, pagination.items);
        const page = { body, items: Array.isArray(items) ? items : [] };
        yield page;
        walked = { pages: walked.pages + 1, items: walked.items + page.items.length };
        input = next(declared, { input, page, walked, seen });
      }
    }
    return {
      async *pages(input) {
        for await (const { body } of walk(input)) yield body;
      },
      async *items(input) {
        for await (const { items } of walk(input)) yield* items;
      },
    };
  };
}
