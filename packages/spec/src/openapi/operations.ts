import { isObject } from "../json/is-object.ts";
import { CLIENT_METHODS, METHODS } from "./methods.ts";
import { resolveRef } from "./references.ts";

/** An operation as written in a document. */
export interface DocumentOperation {
  /** Its path; for an operation below `webhooks`, the name of the event. */
  readonly path: string;
  /** In lower case. */
  readonly method: string;
  readonly operation: Readonly<Record<string | number, unknown>>;
  readonly item: Readonly<Record<string | number, unknown>>;
}

/** Returns the operations below `paths` or `webhooks`, in document order. */
export function operationsOf(
  document: unknown,
  section: "paths" | "webhooks" = "paths",
): DocumentOperation[] {
  const items = isObject(document) ? document[section] : undefined;
  if (!isObject(items)) return [];
  return Object.entries(items)
    .filter(([path]) => !path.startsWith("x-"))
    .flatMap(([path, node]) => {
      const item = resolveRef(document, node);
      if (!isObject(item)) return [];
      return METHODS.flatMap((method) => {
        const operation = item[method];
        return isObject(operation) ? [{ path, method, operation, item }] : [];
      });
    });
}

/** Returns the operations below `paths` that a generated client supports. */
export function clientOperationsOf(document: unknown): DocumentOperation[] {
  return operationsOf(document).filter(({ method }) => CLIENT_METHODS.includes(method));
}
