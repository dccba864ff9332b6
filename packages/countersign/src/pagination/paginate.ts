import { valueAtPointer } from "../json-pointer.ts";
import type { Pagination } from "../provider.ts";

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

/** How far a walk has come. */
export interface Position {
  /** What the page was asked for with; before the first, the caller's input. */
  readonly input: PagedInput;
  /** The last page and its items; both undefined before the first. */
  readonly page?: unknown;
  readonly items?: readonly unknown[];
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
    async function* walk(input: PagedInput): AsyncGenerator<Required<Position>, void, undefined> {
      // Whoever names the way to walk has looked at what the provider's table declares.
      const declared = pagination as P;
      const seen = new Set<unknown>();
      let wanted = next(declared, { input, seen });
      while (wanted !== undefined) {
        const page = await fetchPage(wanted);
        const found = valueAtPointer(page, pagination.items);
        const items: readonly unknown[] = Array.isArray(found) ? found : [];
        const position = { input: wanted, page, items, seen };
        yield position;
        wanted = next(declared, position);
      }
    }
    return {
      async *pages(input = {}) {
        for await (const { page } of walk(input)) yield page;
      },
      async *items(input = {}) {
        for await (const { items } of walk(input)) yield* items;
      },
    };
  };
}
