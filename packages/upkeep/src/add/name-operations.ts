import { isMethodName, methodNames } from "@countersign/spec/model";
import type { DocumentOperation } from "@countersign/spec/openapi";

/** An operation that gets a new operationId. */
export interface RenamedOperation {
  readonly path: string;
  readonly method: string;
  readonly operationId: string;
  /** The document's own operationId, if any. */
  readonly given: string | undefined;
}

/**
 * Returns the operations whose operationId is missing, is not a valid method name or belongs to another operation,
 * each with its new operationId. All operationIds are unique, also among those that are kept.
 */
export function nameOperations(operations: readonly DocumentOperation[]): RenamedOperation[] {
  const seen = new Set<string>();
  const named = operations.map(({ path, method, operation }) => {
    const given = typeof operation.operationId === "string" ? operation.operationId : undefined;
    const isFirst = given !== undefined && given !== "" && !seen.has(given);
    if (isFirst) seen.add(given);
    return { path, method, given, operationId: isFirst ? given : undefined };
  });
  const names = methodNames(named);
  return named.flatMap(({ path, method, given, operationId }, index) => {
    const name = names[index] ?? "";
    if (operationId !== undefined && isMethodName(operationId)) return [];
    return [{ path, method, given, operationId: name }];
  });
}
