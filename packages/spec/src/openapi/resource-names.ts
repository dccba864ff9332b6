import { pathNames } from "./path-names.ts";
import { camelCase } from "./words.ts";

/** Returns the names that inference can give a resource with this path: of `/a/b-c/{id}/d`, `bC` and `aBC`, the last first. */
export function inferableNames(path: string): string[] {
  const segments = path.split("/").filter((segment) => segment !== "");
  const ends = segments.flatMap((segment, end) => (pathNames(segment).length > 0 ? [end] : []));
  return ends.reverse().flatMap((end) => {
    const words = segments.slice(0, end).filter((segment) => pathNames(segment).length === 0);
    return words.map((_, start) => camelCase(words.slice(-start - 1).join("-")));
  });
}
