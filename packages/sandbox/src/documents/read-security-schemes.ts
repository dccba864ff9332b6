import { SandboxError } from "../sandbox-error.ts";
import type { DocumentNode } from "./document-node.ts";
import { type HmacScheme, readHmacScheme } from "./read-hmac-scheme.ts";

/** A way to authenticate that the sandbox can check. */
export type SecurityScheme = ApiKeyScheme | BearerScheme | SignatureScheme;

/** A credential sent as it is in a header. */
export interface ApiKeyScheme {
  readonly kind: "apiKey";
  readonly header: string;
  readonly credential: string;
}

/** A credential sent as `Authorization: Bearer …`. */
export interface BearerScheme {
  readonly kind: "bearer";
  readonly header: "Authorization";
  readonly credential: string;
}

/** A signature of the request in a header. */
export interface SignatureScheme {
  readonly kind: "signature";
  readonly header: string;
  readonly credential: string;
  readonly hmac: HmacScheme;
}

/**
 * Reads the security schemes that a document declares, by name.
 *
 * @throws SandboxError `invalid_document` naming a scheme that the sandbox cannot check.
 */
export function readSecuritySchemes(root: DocumentNode): ReadonlyMap<string, SecurityScheme> {
  const nodes = root.child("components").child("securitySchemes").entries();
  return new Map(nodes.map(([name, node]) => [name, readSecurityScheme(name, node)]));
}

function readSecurityScheme(name: string, node: DocumentNode): SecurityScheme {
  const credential = node.text("x-countersign-credential") ?? name;
  const header = node.text("name");
  const type = node.text("type");
  if (type === "apiKey" && node.text("in") === "header" && header !== undefined) {
    const hmac = node.child("x-countersign-hmac");
    if (hmac.value === undefined) return { kind: "apiKey", header, credential };
    const scheme = readHmacScheme(hmac);
    return { kind: "signature", header, credential: scheme.credential, hmac: scheme };
  }
  if (type === "http" && node.text("scheme")?.toLowerCase() === "bearer") {
    return { kind: "bearer", header: "Authorization", credential };
  }
  throw new SandboxError(
    "invalid_document",
    `The security scheme "${name}" cannot be checked here: only an apiKey in a header, ` +
      "http bearer and an apiKey in a header with x-countersign-hmac can.",
  );
}
