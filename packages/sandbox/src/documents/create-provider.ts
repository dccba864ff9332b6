import type { SignatureSource } from "../authentication/check-signature.ts";
import { deriveCredentials } from "../authentication/derive-credentials.ts";
import { createRouter, type Route } from "../http/create-router.ts";
import { SandboxError } from "../sandbox-error.ts";
import { createValidator, type Validate } from "../validation/create-validator.ts";
import { createDocumentNode } from "./document-node.ts";
import type { OpenApiDocument } from "./open-api-document.ts";
import { readOperations } from "./read-operations.ts";
import { readSecuritySchemes } from "./read-security-schemes.ts";

/** A provider that the sandbox stands in for. */
export interface Provider extends Omit<SignatureSource, "request" | "presented"> {
  readonly name: string;
  readonly route: Route;
  readonly validate: Validate;
}

/**
 * Prepares a provider from its document.
 *
 * @throws SandboxError `invalid_document` when the sandbox cannot stand in for it.
 */
export function createProvider(name: string, document: OpenApiDocument): Provider {
  try {
    const root = createDocumentNode(document);
    const schemes = readSecuritySchemes(root);
    const headers = [...schemes.values()].map(({ header }) => header.toLowerCase());
    return {
      name,
      credentials: deriveCredentials(name, schemes),
      secretHeaders: new Set(headers),
      now: () => Date.now(),
      seenNonces: new Set(),
      route: createRouter(name, readOperations(root, schemes)),
      validate: createValidator(document),
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const message = `The OpenAPI document of "${name}" cannot be served: ${problem}`;
    throw new SandboxError("invalid_document", message, { cause: error });
  }
}
