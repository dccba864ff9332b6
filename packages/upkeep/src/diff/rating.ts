/** What a change asks of the next version's number. */
export type Rating = "none" | "patch" | "minor" | "major";

const ORDER: readonly Rating[] = ["none", "patch", "minor", "major"];

/** Returns the highest of some ratings; of none, `none`. */
export function highest(ratings: Iterable<Rating>): Rating {
  let found = 0;
  for (const rating of ratings) found = Math.max(found, ORDER.indexOf(rating));
  return ORDER[found] ?? "none";
}

/** Compares ratings so that the highest comes first. */
export function byRating(a: Rating, b: Rating): number {
  return ORDER.indexOf(b) - ORDER.indexOf(a);
}
