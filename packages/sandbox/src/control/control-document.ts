import { createRequire } from "node:module";
import type { OpenApiDocument } from "../documents/open-api-document.ts";

/** The OpenAPI document of the control API. It is part of the package, beside `src` and `dist`. */
export const controlDocument: OpenApiDocument = createRequire(import.meta.url)(
  "../../openapi.json",
);
