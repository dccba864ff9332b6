import { valueAtPointer } from "../provider-table/json-pointer.ts";
import type { Pagination } from "../provider-table/provider.ts";

/** The input of a call that is paged, without types. */
export interface PagedInput {
  readonly [part: string]: unknown;
  readonly signal?: AbortSignal;
}

/** Fetches one page. */
export type FetchPage = (input: PagedInput) => Promise<unknown>;

/** Walks a list: its pages, and the items on them. */
export interface Pages {
  /** Yields the pages of the list, from where the input begins to the end. */
  pages(input?: PagedInput): AsyncGenerator<unknown, void, undefined>;
  /** Yields the items of the list, page after page. */
  items(input?: PagedInput): AsyncGenerator<unknown, void, undefined>;
}

/** A page of a list. */
export interface Page {
  readonly body: unknown;
  readonly items: readonly unknown[];
}

/** How far a walk has come. */
export interface Position {
  /** What the page was asked for with; before the first, the caller's input. */
  readonly input: PagedInput;
  /** The last page; undefined before the first. */
  readonly page?: Page;
  /** How many pages and items the walk has met; none before the first. */
  readonly walked: { readonly pages: number; readonly items: number };
  /** The cursors that the walk has met. */
  readonly seen: Set<unknown>;
}

/** Returns the input that asks for the next page, or undefined after the last. */
export type NextInput<P extends Pagination> = (
  pagination: P,
  position: Position,
) => PagedInput | undefined;

/** Returns what an operation that is paged has besides. */
export type Paginate = (pagination: Pagination, fetchPage: FetchPage) => Pages;

/**
 * Returns a function that makes the walks of lists that are paged in one way.
 *
 * A walk throws what `next` and fetching a page throw.
 */
export function paginateBy<P extends Pagination>(next: NextInput<P>): Paginate {
  return (pagination, fetchPage) => {
    async function* walk(start: PagedInput = {}): AsyncGenerator<Page, void, undefined> {
      // Whoever names the way to walk has looked at what the provider's table declares.
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
