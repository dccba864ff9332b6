/** An OpenAPI 3.1 document, parsed from JSON, without `$ref`s to other documents. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly [field: string]: unknown;
}
