import type { Spec } from "@countersign/spec/load";
import type { Cursor } from "@countersign/spec/openapi";
import { sample } from "openapi-sampler";

/**
 * Returns a value that a schema allows, as far as schemas tell: with what is required of an object, and with
 * its examples where it has some. Undefined where there is no schema, or none that says anything.
 */
export function sampledValue(schema: Cursor, { document }: Pick<Spec, "document">): unknown {
  if (typeof schema.value !== "object" || schema.value === null) return undefined;
  const options = { skipReadOnly: true, skipNonRequired: true, quiet: true };
  return sample(schema.value, options, document) ?? undefined;
}
