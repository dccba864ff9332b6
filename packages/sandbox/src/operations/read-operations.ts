import { type Cursor, decodedPairs, METHODS, splitPath } from "@countersign/spec/openapi";
import { type Parameter, readParameters } from "./read-parameters.ts";
import type { SecurityRequirement, SecurityScheme } from "./security-schemes.ts";

/** An operation of a provider. */
export interface Operation {
  /** `operationId`, or method and path if the document has none. */
  readonly id: string;
  /** In lower case. */
  readonly method: string;
  /** Path template, without a query. */
  readonly path: string;
  /** Names and values that the query of each request has. */
  readonly constantQuery: readonly (readonly [name: string, value: string])[];
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  /** The `responses` object. */
  readonly responses: Cursor;
  /** `x-countersign-resource`; undefined if the operation does not have it. */
  readonly resource: unknown;
  /** `x-countersign-pagination`; undefined if the operation does not have it. */
  readonly pagination: unknown;
  /** The operation object. */
  readonly declaration: Cursor;
  /** Alternatives, of which one must be satisfied; empty for an operation without authentication. */
  readonly security: readonly SecurityRequirement[];
}

/** The request body of an operation. */
export interface RequestBody {
  readonly required: boolean;
  /** The documented media type objects, by media type in lower case. */
  readonly content: ReadonlyMap<string, Cursor>;
}

type SecuritySchemes = ReadonlyMap<string, SecurityScheme>;

/**
 * Reads the operations of a document.
 *
 * @throws SpecError if one of them requires a security scheme that is not declared.
 */
export function readOperations(root: Cursor, schemes: SecuritySchemes): Operation[] {
  return root
    .at("paths")
    .entries()
    .flatMap(([path, item]) =>
      METHODS.filter((method) => item.at(method).exists).map((method) => {
        const cursor = item.at(method);
        const own = cursor.at("security");
        const { template, query } = splitPath(path);
        return {
          id: cursor.at("operationId").optionalString() ?? `${method.toUpperCase()} ${path}`,
          method,
          path: template,
          constantQuery: decodedPairs(query),
          parameters: readParameters(item, cursor),
          requestBody: readRequestBody(cursor.at("requestBody")),
          responses: cursor.at("responses"),
          resource: cursor.at("x-countersign-resource").value,
          pagination: cursor.at("x-countersign-pagination").value,
          declaration: cursor,
          security: readSecurity(own.value ? own : root.at("security"), schemes),
        };
      }),
    );
}

function readRequestBody(cursor: Cursor): RequestBody | undefined {
  if (!cursor.exists) return undefined;
  const content = cursor.at("content").entries();
  return {
    required: cursor.at("required").value === true,
    content: new Map(content.map(([type, media]) => [type.toLowerCase(), media])),
  };
}

function readSecurity(cursor: Cursor, schemes: SecuritySchemes): SecurityRequirement[] {
  return cursor
    .items()
    .map((requirement) =>
      requirement
        .entries()
        .map(
          ([name]) =>
            schemes.get(name) ??
            requirement.fail(
              `There is no security scheme "${name}".`,
              "Declare it in components.securitySchemes.",
            ),
        ),
    );
}
