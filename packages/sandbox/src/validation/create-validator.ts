import { uriFragment } from "@countersign/spec/json";
import type { Cursor } from "@countersign/spec/openapi";
import {
  type AjvCustomizer,
  type Operation as BackendOperation,
  OpenAPIRouter,
  OpenAPIValidator,
  type Request,
  type ValidationContext,
} from "openapi-backend";
import type { OpenApiDocument } from "../documents/open-api-document.ts";
import type { RefusalDetail } from "../exchange/refusal.ts";
import type { Operation } from "../operations/read-operations.ts";
import { createAjv } from "./create-ajv.ts";
import type { DecodedBody } from "./decode-body.ts";
import { limitedRegExp } from "./limited-reg-exp.ts";
import { parseQuery } from "./parse-query.ts";
import { toRefusalDetail } from "./to-refusal-detail.ts";

/** The parts of a request that are validated. */
export interface ValidationInput {
  /** Path below the provider's base URL, as received. */
  readonly path: string;
  /** Query as received, including its `?`. */
  readonly query: string;
  readonly headers: Request["headers"];
  readonly body: DecodedBody | undefined;
}

/** Returns everything in a request that does not match its operation's documentation. */
export type Validate = (operation: Operation, input: ValidationInput) => readonly RefusalDetail[];

/** Name by which schemas reference the provider's document. */
const DOCUMENT = "openapi.json";

/**
 * Creates the validator of a provider's requests.
 *
 * openapi-backend gets operations whose schemas are references into the document, because with a
 * whole document it overflows the stack on recursive request schemas, drops the siblings of a
 * `$ref`, and refuses OpenAPI 3.1 if it loads the document itself.
 */
export function createValidator(document: OpenApiDocument): Validate {
  const plain = createEngine(document, false);
  const forms = createEngine(document, true);
  return (operation, { path, query, headers, body }) => {
    const engine = body?.isForm ? forms : plain;
    const described = describe(operation, body);
    engine.requestValidators[described.operationId] ??=
      engine.buildRequestValidatorsForOperation(described);
    const request = {
      method: operation.method,
      path,
      // The type allows only strings and lists, but nested objects work.
      query: parseQuery(withoutConstant(query, operation), operation.parameters) as NonNullable<
        Request["query"]
      >,
      headers: { ...headers, "content-type": "application/json" },
      ...(body !== undefined && { body: toBackendBody(body.value) }),
    };
    const { errors } = engine.validateRequest(request, described);
    return (errors ?? []).map((error) => toRefusalDetail(error, operation));
  };
}

/** The path declares its constant pairs; no parameter does. */
function withoutConstant(query: string, { constantQuery }: Operation): string {
  const pairs = new URLSearchParams(query);
  for (const [name, value] of constantQuery) pairs.delete(name, value);
  return constantQuery.length === 0 ? query : String(pairs);
}

function createEngine(document: OpenApiDocument, coerceBody: boolean): OpenAPIValidator {
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

function describe(
  operation: Operation,
  body: DecodedBody | undefined,
): BackendOperation & { readonly operationId: string } {
  const schema = body && reference(body.schema);
  return {
    operationId: `${operation.id} ${body?.mediaType ?? ""}`,
    method: operation.method,
    path: operation.path,
    parameters: operation.parameters.map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required,
      schema: reference(parameter.schema),
    })),
    // Always application/json, the only media type whose content openapi-backend validates.
    ...(schema && { requestBody: { required: true, content: { "application/json": { schema } } } }),
    responses: {},
  };
}

function reference({ pointer, value }: Cursor): { readonly $ref: string } | object {
  return value === undefined ? {} : { $ref: `${DOCUMENT}#${uriFragment(pointer)}` };
}

/** Serialises everything but objects, because openapi-backend parses it again. */
function toBackendBody(value: unknown): unknown {
  return typeof value === "object" ? value : JSON.stringify(value);
}
