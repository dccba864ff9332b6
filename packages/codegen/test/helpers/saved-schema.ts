import { HEAD } from "@countersign/testing/spec";
import { generated } from "./generated.ts";
import { SAME, typeErrors } from "./type-check.ts";

/**
 * Type-checks a program against a document in which an operation sends and receives the schema `A`. The program has
 * `Sent` and `Received`, every named type, and `sure<Same<Sent, …>>()`, which compiles only if both types are the same.
 *
 * @param schemas - Component schemas in YAML, one per line in flow style.
 */
export async function errorsWith(
  schemas: string,
  program: string,
  version = "3.1.0",
): Promise<string[]> {
  return typeErrors(await generated(savedDocument(schemas, version)), PRELUDE + program);
}

/** Returns a document in which the operation `saveA` sends and receives the schema `A`. */
export function savedDocument(schemas: string, version = "3.1.0"): string {
  return `${HEAD.replace("3.1.0", version)}paths:
  /a:
    post:
      operationId: saveA
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }
      responses:
        "200": { description: Saved., content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }
components:
  schemas:
${schemas.replace(/^/gm, "    ")}
`;
}

const PRELUDE = `import type { SaveAInput, SaveAResponse } from "./src/generated/operations.js";
import type { components } from "./src/generated/schema.js";
${SAME}type Sent = SaveAInput["body"];
type Received = SaveAResponse;
type Named = components["schemas"];
`;
