import { type Document, OpenAPIRouter } from "openapi-backend";
import { Refusal } from "../exchange/refusal.ts";
import type { Operation } from "../operations/read-operations.ts";

/**
 * Returns the operation that a request is for. Of several operations with the same path, it is the one with the most
 * constant pairs that the query has.
 *
 * @param query - As received, including its `?`.
 * @throws Refusal 404 for an unknown path or query, 405 for a method that the path does not allow.
 */
export type Route = (method: string, path: string, query: string) => Operation;

/** Creates the router of a provider's operations. */
export function createRouter(provider: string, operations: readonly Operation[]): Route {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = groupOf(operation);
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  for (const group of groups.values()) {
    group.sort((a, b) => b.constantQuery.length - a.constantQuery.length);
  }
  const router = new RememberingRouter({
    definition: describe(operations),
    ignoreTrailingSlashes: false,
  });
  const find = (method: string, path: string): readonly Operation[] | undefined =>
    groups.get(router.matchOperation({ method, path, headers: {} })?.operationId ?? "");

  return (method, path, query) => {
    if (!isDecodable(path)) throw notFound(provider, path);
    const group = find(method, path);
    if (group !== undefined) {
      const pairs = new URLSearchParams(query);
      const found = group.find(({ constantQuery }) =>
        constantQuery.every(([name, value]) => pairs.getAll(name).includes(value)),
      );
      if (found === undefined) throw noSuchQuery(provider, path, group);
      return found;
    }
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

/** Lists the operations once; the original router does so for each request. */
class RememberingRouter extends OpenAPIRouter {
  #operations: ReturnType<OpenAPIRouter["getOperations"]> | undefined;

  override getOperations(): ReturnType<OpenAPIRouter["getOperations"]> {
    this.#operations ??= super.getOperations();
    return this.#operations;
  }
}

/** Returns the key that operations share if only their queries differ. */
function groupOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

/** Returns the minimum that openapi-backend needs for routing. */
function describe(operations: readonly Operation[]): Document {
  const paths: NonNullable<Document["paths"]> = {};
  for (const operation of operations) {
    const { method, path } = operation;
    const group = { operationId: groupOf(operation), responses: {} };
    paths[path] = { ...paths[path], [method]: group };
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

function noSuchQuery(provider: string, path: string, group: readonly Operation[]): Refusal {
  const known = group.map(({ constantQuery }) =>
    constantQuery.map(([name, value]) => `${name}=${value}`).join("&"),
  );
  const message = `${provider} has no operation at ${path} with this query. Known: ${known.join(", ")}.`;
  return new Refusal({ status: 404, code: "not_found", message });
}
