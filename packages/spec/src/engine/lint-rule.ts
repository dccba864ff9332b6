import type { Oas3Rule } from "@redocly/openapi-core";

/** A rule for OpenAPI 3 documents, as Redocly runs it. */
export type LintRule = Oas3Rule;
