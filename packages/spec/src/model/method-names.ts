import { camelCase } from "../openapi/words.ts";
import { freeName, isMethodName } from "./names.ts";

/** What an operation's method name depends on. */
export interface NamedOperation {
  /** As written in the document, or undefined. */
  readonly operationId: string | undefined;
  /** In lower case. */
  readonly method: string;
  readonly path: string;
}

/**
 * Returns a unique method name for each operation. An operationId that is a valid method name is used as is.
 * Any other, such as `repos/get-content`, is converted to camelCase. If the result is invalid or taken, the
 * name is made from method and path: `getReposByOwnerContents`.
 *
 * Names depend only on the document, and a valid operationId never gives way to a derived name.
 */
export function methodNames(operations: readonly NamedOperation[]): string[] {
  const taken = new Set(operations.flatMap(({ operationId = "" }) => operationId));
  return operations.map(({ operationId, method, path }) => {
    if (operationId !== undefined && isMethodName(operationId)) return operationId;
    const made = camelCase(operationId ?? "");
    const byPath = camelCase(`${method} ${path.replace(/\{([^{}]+)\}/g, " by $1 ")}`);
    const name = [made, byPath, `${method}Operation`].find(isMethodName) ?? byPath;
    const free = [name, byPath].find((each) => !taken.has(each)) ?? freeName(name, taken);
    taken.add(free);
    return free;
  });
}
