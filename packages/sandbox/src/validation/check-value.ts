import type { Cursor } from "@countersign/spec/openapi";
import { type OpenAPIValidator, ValidationContext } from "openapi-backend";
import { reference } from "./create-engine.ts";

/** Checks values against schemas. */
export interface ValueChecks {
  /** Whether a value is what a schema of the document allows. */
  readonly conforms: (schema: Cursor, value: unknown) => boolean;
  /** Whether a value is what the schema in a word allows. */
  readonly matches: (schema: object, value: unknown) => boolean;
}

/** Creates the checks. They share the compiled schemas of requests. */
export function createValueChecks(engine: OpenAPIValidator): ValueChecks {
  const ajv = engine.getAjv(ValidationContext.RequestBody);
  const compiled = new Map<string | object, ReturnType<typeof ajv.compile>>();
  const check = (key: string | object, schema: object, value: unknown): boolean => {
    const validate = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, validate);
    return validate(value) === true;
  };
  return {
    conforms: (schema, value) => !schema.exists || check(schema.pointer, reference(schema), value),
    matches: (schema, value) => check(schema, schema, value),
  };
}
