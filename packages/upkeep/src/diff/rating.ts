/** The version bump that a change requires. */
export type Rating = "none" | "patch" | "minor" | "major";

const ORDER: readonly Rating[] = ["none", "patch", "minor", "major"];

/** Returns the highest of the given ratings, or `none` if there are none. */
export function highest(ratings: Iterable<Rating>): Rating {
  let found = 0;
  for (const rating of ratings) found = Math.max(found, ORDER.indexOf(rating));
  return ORDER[found] ?? "none";
}

/** Compares ratings for sorting, highest first. */
export function byRating(a: Rating, b: Rating): number {
  return ORDER.indexOf(b) - ORDER.indexOf(a);
}
