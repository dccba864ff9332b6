import { createRequire } from "node:module";
import type { AjvCustomizer } from "openapi-backend";
import { formats } from "./formats.ts";
import { rulesKeyword } from "./rules.ts";

type Ajv = ReturnType<AjvCustomizer>;
type AjvOptions = Parameters<AjvCustomizer>[1];

// openapi-backend uses Ajv's draft-07 class, which does not support `unevaluatedProperties`,
// `prefixItems` and other keywords of the dialect that OpenAPI 3.1 is based on. Load the class that
// supports them from the same copy of Ajv.
const require = createRequire(createRequire(import.meta.url).resolve("openapi-backend"));
const { Ajv2020 }: { readonly Ajv2020: new (options: AjvOptions) => Ajv } =
  require("ajv/dist/2020.js");

/** Creates a validator of JSON Schema 2020-12 with the formats of the given one, and our own formats and keyword. */
export function createAjv(original: Ajv, options: AjvOptions): Ajv {
  const ajv = new Ajv2020(options);
  for (const [name, format] of Object.entries({ ...original.formats, ...formats })) {
    if (format !== undefined) ajv.addFormat(name, format);
  }
  ajv.addKeyword(rulesKeyword(ajv));
  return ajv;
}
