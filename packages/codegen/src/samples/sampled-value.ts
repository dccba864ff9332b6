import type { Spec } from "@countersign/spec/load";
import type { Cursor } from "@countersign/spec/openapi";
import { sample } from "openapi-sampler";

/**
 * Makes up a value that a schema allows, with an object's required properties and the schema's examples.
 * Returns undefined if there is no schema, or it is too vague.
 */
export function sampledValue(schema: Cursor, { document }: Pick<Spec, "document">): unknown {
  if (typeof schema.value !== "object" || schema.value === null) return undefined;
  const options = { skipReadOnly: true, skipNonRequired: true, quiet: true };
  return sample(schema.value, options, document) ?? undefined;
}
