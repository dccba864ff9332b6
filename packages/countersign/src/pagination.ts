import { CountersignError } from "./errors.ts";
import { pointerTokens, valueAt, valueAtPointer } from "./json-pointer.ts";
import type { Pagination } from "./provider.ts";

/** The input of a call that is paged, without types. */
export interface PagedInput {
  readonly [part: string]: unknown;
  readonly signal?: AbortSignal;
}

/** Fetches one page. */
export type FetchPage = (input: PagedInput) => Promise<unknown>;

/**
 * Yields the pages of a list, from where the input begins to the end.
 *
 * @throws CountersignError `pagination_invalid` when the provider gives a cursor a second time: going on
 * would never end. Whatever fetching a page throws comes through.
 */
export async function* pagesOf(
  pagination: Pagination,
  { fetchPage, input }: { fetchPage: FetchPage; input: PagedInput },
): AsyncGenerator<unknown, void, undefined> {
  const seen = new Set<unknown>();
  let next: PagedInput | undefined = withDefaults(pagination, input);
  while (next !== undefined) {
    const page = await fetchPage(next);
    yield page;
    next = nextInput(pagination, { input: next, page, seen });
  }
}

/** Yields the items of a list, page after page. */
export async function* itemsOf(
  pagination: Pagination,
  options: { fetchPage: FetchPage; input: PagedInput },
): AsyncGenerator<unknown, void, undefined> {
  for await (const page of pagesOf(pagination, options)) yield* itemsAt(page, pagination.items);
}

interface Position {
  readonly input: PagedInput;
  readonly page: unknown;
  readonly seen: Set<unknown>;
}

/** A first page is asked for by its number where the caller names none. */
function withDefaults(pagination: Pagination, input: PagedInput): PagedInput {
  if (pagination.style !== "page" || valueAt(input, inputPath(pagination.page)) !== undefined)
    return input;
  return write(input, inputPath(pagination.page), pagination.firstPage);
}

function nextInput(pagination: Pagination, position: Position): PagedInput | undefined {
  if (pagination.style === "cursor") return nextByCursor(pagination, position);
  const { input, page } = position;
  const count = itemsAt(page, pagination.items).length;
  const size = Number(valueAt(input, inputPath(pagination.size)));
  const total = pagination.total === undefined ? undefined : valueAtPointer(page, pagination.total);
  const place = inputPath(pagination.style === "page" ? pagination.page : pagination.offset);
  const current = Number(valueAt(input, place) ?? 0);
  const isPage = pagination.style === "page";
  const fetched = isPage ? (current - pagination.firstPage + 1) * size : current + count;
  // A page that is not full is the last, whatever the total says.
  if (count === 0 || count < size || (typeof total === "number" && fetched >= total))
    return undefined;
  return write(input, place, isPage ? current + 1 : fetched);
}

function nextByCursor(
  pagination: Pagination & { style: "cursor" },
  { input, page, seen }: Position,
): PagedInput | undefined {
  if (pagination.more !== undefined && valueAtPointer(page, pagination.more) !== true)
    return undefined;
  const cursor = cursorOf(valueAtPointer(page, pagination.next), pagination.nextParameter);
  if (cursor === undefined) return undefined;
  if (seen.has(cursor)) {
    throw new CountersignError(
      "pagination_invalid",
      "The provider gave a cursor a second time; going on would fetch the same pages for ever.",
    );
  }
  seen.add(cursor);
  return write(input, inputPath(pagination.cursor), cursor);
}

function cursorOf(next: unknown, parameter: string | undefined): string | undefined {
  if (typeof next !== "string" || next === "") return undefined;
  if (parameter === undefined) return next;
  // Addresses may be relative; only their query matters.
  const address = URL.canParse(next, "https://relative.invalid")
    ? new URL(next, "https://relative.invalid")
    : undefined;
  return address?.searchParams.get(parameter) || undefined;
}

function itemsAt(page: unknown, pointer: string): readonly unknown[] {
  const items = valueAtPointer(page, pointer);
  return Array.isArray(items) ? items : [];
}

/** `/query/page/after` stands at `params.query.page.after` in a call's input, `/body/x` at `body.x`. */
function inputPath(pointer: string): string[] {
  const [kind = "", ...rest] = pointerTokens(pointer);
  return kind === "query" ? ["params", "query", ...rest] : [kind, ...rest];
}

/** Returns a copy in which a place has a value; the caller's input is left alone. */
function write<T extends object>(
  object: T,
  [key = "", ...rest]: readonly string[],
  value: unknown,
): T {
  const child: unknown = Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined;
  const inner = typeof child === "object" && child !== null ? child : {};
  return { ...object, [key]: rest.length === 0 ? value : write(inner, rest, value) };
}
