import type { Model } from "@countersign/spec/model";
import { splitPath } from "@countersign/spec/openapi";
import { literal } from "./text.ts";

/**
 * Returns the option that makes openapi-fetch join the query of a path and that of the parameters. It takes a path as
 * it is, and begins the query of the parameters with a second question mark. Empty if no path has a query.
 *
 * @param options - Name of the variable with the caller's options.
 */
export function requestOption(model: Model, options: string): string {
  return pathQueries(model).length > 0 ? `    Request: joiningRequest(${options}.Request),\n` : "";
}

/** Returns the function that the option calls; empty if no path has a query. */
export function joiningRequest(model: Model): string {
  const queries = pathQueries(model);
  if (queries.length === 0) return "";
  return `
/** The queries that are a part of a path. */
const pathQueries: readonly string[] = [${queries.map((query) => literal(query)).join(", ")}];

/** Returns a class that joins the query of the parameters to the query of the path. */
function joiningRequest(Base: typeof Request = Request): typeof Request {
  return class extends Base {
    constructor(input: string | URL | Request, init?: RequestInit) {
      const url = typeof input === "string" ? input : "";
      const query = pathQueries.find((each) => url.includes(\`\${each}?\`));
      super(query === undefined ? input : url.replace(\`\${query}?\`, () => \`\${query}&\`), init);
    }
  };
}
`;
}

/** Returns the queries of the paths, with their question marks. */
function pathQueries({ operations }: Model): string[] {
  const queries = operations
    .map(({ path }) => splitPath(path).query)
    .filter((query) => query.length > 0)
    .map((query) => `?${query.join("&")}`);
  return [...new Set(queries)];
}
