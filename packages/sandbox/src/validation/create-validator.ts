import type { Operation as BackendOperation, Request } from "openapi-backend";
import type { OpenApiDocument } from "../documents/open-api-document.ts";
import type { RefusalDetail } from "../exchange/refusal.ts";
import type { Operation } from "../operations/read-operations.ts";
import { type AssertValidResponse, createResponseCheck } from "./check-response.ts";
import { createValueChecks, type ValueChecks } from "./check-value.ts";
import { createEngine, reference } from "./create-engine.ts";
import type { DecodedBody } from "./decode-body.ts";
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

/** Validates what a provider receives, and what the sandbox responds for it. */
export interface Validator extends ValueChecks {
  readonly validate: Validate;
  readonly assertValidResponse: AssertValidResponse;
}

/** Creates the validator of a provider's requests and responses. It takes in the document when it is used first. */
export function createValidator(document: OpenApiDocument): Validator {
  let made: Validator | undefined;
  const use = (): Validator => {
    made ??= create(document);
    return made;
  };
  return {
    validate: (operation, input) => use().validate(operation, input),
    assertValidResponse: (operation, status, body) =>
      use().assertValidResponse(operation, status, body),
    conforms: (schema, value) => use().conforms(schema, value),
    matches: (schema, value) => use().matches(schema, value),
  };
}

/**
 * openapi-backend gets operations whose schemas are references into the document, because with a
 * whole document it overflows the stack on recursive request schemas, drops the siblings of a
 * `$ref`, and refuses OpenAPI 3.1 if it loads the document itself.
 */
function create(document: OpenApiDocument): Validator {
  const plain = createEngine(document, false);
  const forms = createEngine(document, true);
  const validate: Validate = (operation, { path, query, headers, body }) => {
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
  const assertValidResponse = createResponseCheck(plain);
  return { validate, assertValidResponse, ...createValueChecks(plain) };
}

/** The path declares its constant pairs; no parameter does. */
function withoutConstant(query: string, { constantQuery }: Operation): string {
  const pairs = new URLSearchParams(query);
  for (const [name, value] of constantQuery) pairs.delete(name, value);
  return constantQuery.length === 0 ? query : String(pairs);
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

/** Serialises everything but objects, because openapi-backend parses it again. */
function toBackendBody(value: unknown): unknown {
  return typeof value === "object" ? value : JSON.stringify(value);
}
