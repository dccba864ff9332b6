/** An OpenAPI 3.1 document, parsed from JSON, whose `$ref`s all point inside itself. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly [field: string]: unknown;
}
