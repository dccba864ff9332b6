/** Methods that a path item can have operations for, in lower case: OpenAPI 3.2, Path Item Object. */
export const METHODS: readonly string[] = [
  ...["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"],
];

/** Methods that a generated client supports: fetch forbids TRACE, and QUERY has no types yet. */
export const CLIENT_METHODS: readonly string[] = METHODS.filter(
  (method) => method !== "trace" && method !== "query",
);
