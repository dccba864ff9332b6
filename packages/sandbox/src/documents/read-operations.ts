import type { SecurityRequirement } from "../authentication/authenticate.ts";
import { SandboxError } from "../sandbox-error.ts";
import type { DocumentNode } from "./document-node.ts";
import { type Parameter, readParameters } from "./read-parameters.ts";
import type { SecurityScheme } from "./read-security-schemes.ts";

/** One operation of a provider, as its document describes it. */
export interface Operation {
  /** `operationId`, or method and path where the document gives none. */
  readonly id: string;
  /** In lower case. */
  readonly method: string;
  /** Path template. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  /** The `responses` object. */
  readonly responses: DocumentNode;
  /** Alternatives of which one must be satisfied; none for an open operation. */
  readonly security: readonly SecurityRequirement[];
}

/** The request body of an operation. */
export interface RequestBody {
  readonly required: boolean;
  /** Documented media types in lower case, with the media type object of each. */
  readonly content: ReadonlyMap<string, DocumentNode>;
}

type SecuritySchemes = ReadonlyMap<string, SecurityScheme>;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Reads the operations of a document.
 *
 * @throws SandboxError `invalid_document` when one of them needs a security scheme that is not declared.
 */
export function readOperations(root: DocumentNode, schemes: SecuritySchemes): Operation[] {
  return root
    .child("paths")
    .entries()
    .flatMap(([path, item]) =>
      METHODS.filter((method) => item.child(method).value !== undefined).map((method) => {
        const node = item.child(method);
        const own = node.child("security");
        const security = own.value === undefined ? root.child("security") : own;
        return {
          id: node.text("operationId") ?? `${method.toUpperCase()} ${path}`,
          method,
          path,
          parameters: readParameters(item, node),
          requestBody: readRequestBody(node.child("requestBody")),
          responses: node.child("responses"),
          security: readSecurity(security, schemes),
        };
      }),
    );
}

function readRequestBody(node: DocumentNode): RequestBody | undefined {
  if (node.value === undefined) return undefined;
  const content = node.child("content").entries();
  return {
    required: node.child("required").value === true,
    content: new Map(content.map(([type, media]) => [type.toLowerCase(), media])),
  };
}

function readSecurity(node: DocumentNode, schemes: SecuritySchemes): SecurityRequirement[] {
  return node.entries().map(([, requirement]) =>
    requirement.entries().map(([name]) => {
      const scheme = schemes.get(name);
      if (scheme !== undefined) return scheme;
      throw new SandboxError(
        "invalid_document",
        `#${requirement.pointer} needs the security scheme "${name}", which is not declared.`,
      );
    }),
  );
}
