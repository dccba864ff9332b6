import { uriFragment } from "@countersign/spec/json";
import type { Cursor } from "@countersign/spec/openapi";
import {
  type AjvCustomizer,
  OpenAPIRouter,
  OpenAPIValidator,
  type Request,
  type ValidationContext,
} from "openapi-backend";
import type { OpenApiDocument } from "../documents/open-api-document.ts";
import { createAjv } from "./create-ajv.ts";
import { limitedRegExp } from "./limited-reg-exp.ts";

/** Name by which schemas reference the provider's document. */
const DOCUMENT = "openapi.json";

/**
 * Creates the engine that validates against the schemas of a document. It compiles each of them when it is needed first.
 *
 * @param coerceBody - Whether strings in bodies may be numbers and booleans, as in a form.
 */
export function createEngine(document: OpenApiDocument, coerceBody: boolean): OpenAPIValidator {
  const definition = { openapi: "3.1.0", info: { title: "", version: "" }, paths: {} };
  return new OpenAPIValidator({
    definition,
    router: new QueryKeepingRouter({ definition, ignoreTrailingSlashes: false }),
    lazyCompileValidators: true,
    ajvOpts: {
      allErrors: true,
      logger: false,
      coerceTypes: coerceBody ? "array" : false,
      code: { regExp: limitedRegExp },
    },
    customizeAjv: shareAjv(document),
  });
}

/** Keeps a parsed query unchanged; the original router fails to do so for some keys. */
class QueryKeepingRouter extends OpenAPIRouter {
  override parseRequestQuery({ query }: Request): Record<string, unknown> {
    return typeof query === "object" ? { ...query } : {};
  }
}

/** Shares one Ajv per context between all operations, so that common schemas are compiled once. */
function shareAjv(document: OpenApiDocument): AjvCustomizer {
  const shared = new Map<ValidationContext, ReturnType<AjvCustomizer>>();
  return (original, options, context) => {
    const ajv = shared.get(context) ?? createAjv(original, options);
    if (!shared.has(context)) ajv.addSchema(document, DOCUMENT, undefined, false);
    shared.set(context, ajv);
    return ajv;
  };
}

/** Returns the schema that is a schema of the document, for an engine of that document. */
export function reference({ pointer, value }: Cursor): { readonly $ref: string } | object {
  return value === undefined ? {} : { $ref: `${DOCUMENT}#${uriFragment(pointer)}` };
}
