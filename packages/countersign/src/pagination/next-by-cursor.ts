import { CountersignError } from "../errors.ts";
import { valueAtPointer } from "../json-pointer.ts";
import type { Pagination } from "../provider.ts";
import { inputPath, write } from "./paged-input.ts";
import type { NextInput } from "./paginate.ts";

/**
 * Returns the input with the cursor that the page gives, or undefined where it gives none.
 *
 * @throws CountersignError `pagination_invalid` when it gives a cursor a second time: going on would never
 * end.
 */
export const nextByCursor: NextInput<Pagination & { style: "cursor" }> = (
  { cursor: place, next, nextParameter, more },
  { input, page, items, seen },
) => {
  if (items === undefined) return input;
  if (more !== undefined && valueAtPointer(page, more) !== true) return undefined;
  const cursor = cursorOf(valueAtPointer(page, next), nextParameter);
  if (cursor === undefined) return undefined;
  if (seen.has(cursor)) {
    throw new CountersignError(
      "pagination_invalid",
      "The provider gave a cursor a second time; going on would never end.",
    );
  }
  seen.add(cursor);
  return write(input, inputPath(place), cursor);
};

function cursorOf(next: unknown, parameter: string | undefined): string | undefined {
  if (typeof next !== "string" || next === "") return undefined;
  if (parameter === undefined) return next;
  // Addresses may be relative; only their query matters.
  const base = "https://relative.invalid";
  const address = URL.canParse(next, base) ? new URL(next, base) : undefined;
  return address?.searchParams.get(parameter) || undefined;
}
