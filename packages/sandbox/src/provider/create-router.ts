import { type Document, OpenAPIRouter } from "openapi-backend";
import { Refusal } from "../exchange/refusal.ts";
import type { Operation } from "../operations/read-operations.ts";

/**
 * Returns the operation that a request is for.
 *
 * @throws Refusal 404 for an unknown path, 405 for a method that the path does not allow.
 */
export type Route = (method: string, path: string) => Operation;

/** Creates the router of a provider's operations. */
export function createRouter(provider: string, operations: readonly Operation[]): Route {
  const known = new Map(operations.map((operation) => [operation.id, operation]));
  const router = new OpenAPIRouter({
    definition: describe(operations),
    ignoreTrailingSlashes: false,
  });
  const find = (method: string, path: string): Operation | undefined =>
    known.get(router.matchOperation({ method, path, headers: {} })?.operationId ?? "");

  return (method, path) => {
    if (!isDecodable(path)) throw notFound(provider, path);
    const found = find(method, path);
    if (found !== undefined) return found;
    const methods = new Set(operations.map((operation) => operation.method));
    const allowed = [...methods].filter((other) => find(other, path) !== undefined);
    if (allowed.length === 0) throw notFound(provider, path);
    const allow = allowed.map((other) => other.toUpperCase()).join(", ");
    throw new Refusal({
      status: 405,
      code: "method_not_allowed",
      message: `${path} of ${provider} does not allow ${method}. Allowed: ${allow}.`,
      headers: { allow },
    });
  };
}

/** Returns the minimum that openapi-backend needs for routing. */
function describe(operations: readonly Operation[]): Document {
  const paths: NonNullable<Document["paths"]> = {};
  for (const { id, method, path } of operations) {
    paths[path] = { ...paths[path], [method]: { operationId: id, responses: {} } };
  }
  return { openapi: "3.1.0", info: { title: "", version: "" }, paths };
}

/** Whether a path can be decoded: openapi-backend throws on a path such as `/%`. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function notFound(provider: string, path: string): Refusal {
  const message = `${provider} has no operation at ${path}.`;
  return new Refusal({ status: 404, code: "not_found", message });
}
