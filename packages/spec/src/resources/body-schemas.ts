import { pointerTokens } from "../json/json-pointer.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { CLIENT_METHODS } from "../openapi/methods.ts";
import { locationIn } from "../openapi/schema-location.ts";

/** An operation below `paths` or `webhooks`. */
export interface OperationCursor {
  readonly section: "paths" | "webhooks";
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
      .flatMap(([, item]) =>
        CLIENT_METHODS.map((method) => item.at(method))
          .filter(({ exists }) => exists)
          .map((operation) => ({
            section,
            operation,
            parameters: [...operation.at("parameters").items(), ...item.at("parameters").items()],
          })),
      ),
  );
}

/** The schemas of a document's bodies and parameters, with everything below them. */
export interface BodySchemas {
  readonly all: readonly Cursor[];
  /** Returns whether a schema of a body has a location, at its top or deeper: a record can be any part of a body. */
  has(pointer: string): boolean;
}

/** Collects the schemas of the bodies and parameters of operations. */
export function bodySchemas(operations: readonly OperationCursor[]): BodySchemas {
  const seen = new Map<string, Cursor>();
  const pending = operations.flatMap(({ operation, parameters }) => [
    ...parameters.map((parameter) => parameter.at("schema")),
    ...[
      operation.at("requestBody"),
      ...operation
        .at("responses")
        .entries()
        .map(([, each]) => each),
    ]
      .flatMap((body) => body.at("content").entries())
      .map(([, media]) => media.at("schema")),
  ]);
  for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
    if (!schema.exists || seen.has(schema.pointer)) continue;
    seen.set(schema.pointer, schema);
    pending.push(
      ...schema
        .at("properties")
        .entries()
        .map(([, property]) => property),
      ...["allOf", "anyOf", "oneOf"].flatMap((key) => schema.at(key).items()),
      schema.at("items"),
      schema.at("additionalProperties"),
    );
  }
  const all = [...seen.values()];
  const known = new Map<string, boolean>();
  return {
    all,
    has: (pointer) => {
      const tokens = pointerTokens(pointer);
      const [name = ""] = tokens;
      const found =
        known.get(pointer) ??
        all.some(
          (schema) =>
            schema.at("properties").at(name).exists && locationIn(schema, tokens) !== "absent",
        );
      known.set(pointer, found);
      return found;
    },
  };
}
