import { isObject } from "../load/is-object.ts";

/** An operation of a document, as it is written there. */
export interface DocumentOperation {
  readonly path: string;
  /** In lower case. */
  readonly method: string;
  readonly operation: Readonly<Record<string | number, unknown>>;
  readonly item: Readonly<Record<string | number, unknown>>;
}

/** Methods that the generator knows. */
export const METHODS: readonly string[] = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
];

/** Returns the operations below `paths` of a document, in its order. */
export function operationsOf(document: object): DocumentOperation[] {
  const paths: unknown = Reflect.get(document, "paths");
  if (!isObject(paths)) return [];
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/"))
    .flatMap(([path, item]) => {
      if (!isObject(item)) return [];
      return METHODS.flatMap((method) => {
        const operation = item[method];
        return isObject(operation) ? [{ path, method, operation, item }] : [];
      });
    });
}
