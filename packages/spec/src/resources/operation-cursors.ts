import type { Cursor } from "../openapi/cursor.ts";
import { CLIENT_METHODS } from "../openapi/methods.ts";

/** An operation below `paths` or `webhooks`. */
export interface OperationCursor {
  readonly section: "paths" | "webhooks";
  /** Its path, or the name of the event. */
  readonly path: string;
  readonly operation: Cursor;
  /** Its parameters and those of its path. */
  readonly parameters: readonly Cursor[];
}

/** Returns the operations below `paths` and `webhooks`. */
export function operationCursors(root: Cursor): OperationCursor[] {
  return (["paths", "webhooks"] as const).flatMap((section) =>
    root
      .at(section)
      .entries()
      .filter(([path]) => !path.startsWith("x-"))
      .flatMap(([path, item]) =>
        CLIENT_METHODS.map((method) => item.at(method))
          .filter(({ exists }) => exists)
          .map((operation) => ({
            section,
            path,
            operation,
            parameters: [...operation.at("parameters").items(), ...item.at("parameters").items()],
          })),
      ),
  );
}
