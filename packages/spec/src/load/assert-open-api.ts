import { SpecError } from "../problem/spec-error.ts";
import type { ParsedFile } from "../source/parse-file.ts";
import { toSourceLocation } from "../source/to-source-location.ts";

/**
 * Checks that a parsed file is an OpenAPI document of a supported version.
 *
 * @throws SpecError at the field with an unsupported version, or at the file if it has no version.
 */
export function assertOpenApi({ source, parsed }: ParsedFile): void {
  for (const field of ["openapi", "swagger"]) {
    const version: unknown =
      typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, field) : undefined;
    if (version === undefined) continue;
    if (field === "openapi" && /^3\.[012]\.\d+$/.test(String(version))) return;
    if (field === "swagger") throw swagger(source);
    throw new SpecError(
      `The document has an unsupported version, \`${field}: ${String(version)}\`.`,
      {
        location: toSourceLocation({ source, pointer: `#/${field}` }),
        remedy:
          "Convert it to OpenAPI 3.0, 3.1 or 3.2, and write the version in full, such as `3.1.0`.",
      },
    );
  }
  throw new SpecError("The file is not an OpenAPI document: it has no `openapi` field.", {
    location: toSourceLocation({ source, pointer: "#/" }),
    remedy: "Begin the document with `openapi: 3.1.0`.",
  });
}

function swagger(source: ParsedFile["source"]): SpecError {
  return new SpecError("The document is Swagger 2, but OpenAPI 3 is required.", {
    location: toSourceLocation({ source, pointer: "#/swagger" }),
    remedy:
      "Convert it, for example with `npx swagger2openapi <file> --outfile openapi.yaml`, and use the result.",
  });
}
