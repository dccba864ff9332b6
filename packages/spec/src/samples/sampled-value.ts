import { sample } from "openapi-sampler";
import type { Cursor } from "../openapi/cursor.ts";

/** Options of `sampledValue`. */
export interface SampleOptions {
  /** The document that the schema's references point into. */
  readonly document: object;
  /** Whether the value is for a request, which omits what is read-only, or a response. */
  readonly direction: "request" | "response";
}

/**
 * Makes up a value that a schema allows, with an object's required properties and the schema's examples.
 * Returns undefined if there is no schema, or it is too vague.
 */
export function sampledValue(schema: Cursor, { document, direction }: SampleOptions): unknown {
  if (typeof schema.value !== "object" || schema.value === null) return undefined;
  const skipped = direction === "request" ? { skipReadOnly: true } : { skipWriteOnly: true };
  const options = { ...skipped, skipNonRequired: true, quiet: true };
  return sample(schema.value, options, document) ?? undefined;
}
