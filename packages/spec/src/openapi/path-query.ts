/** A path of a document, taken apart at its query. */
export interface PathParts {
  /** Template without the query: `/users/{id}`. */
  readonly template: string;
  /** Pairs that every request has, as written: `type=a`. Empty for most paths. */
  readonly query: readonly string[];
}

/** Returns the parts of a path. Some documents tell operations of one URL apart by their query: `/users?type=a`. */
export function splitPath(path: string): PathParts {
  const mark = path.indexOf("?");
  if (mark === -1) return { template: path, query: [] };
  return { template: path.slice(0, mark), query: path.slice(mark + 1).split("&") };
}

/** Returns the names and values of pairs of a query, decoded. */
export function decodedPairs(query: readonly string[]): [name: string, value: string][] {
  return [...new URLSearchParams(query.join("&"))];
}
