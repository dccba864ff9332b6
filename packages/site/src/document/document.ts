import * as spec from "@countersign/spec/openapi";

/** The parts of a linted and bundled OpenAPI document that the site reads. */
export interface OpenApiDocument {
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
  };
  readonly servers?: readonly Server[];
  readonly tags?: readonly Tag[];
  readonly security?: readonly SecurityRequirement[];
  readonly paths?: Readonly<Record<string, PathItem>>;
  readonly webhooks?: Readonly<Record<string, PathItem>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
    readonly [section: string]: unknown;
  };
  readonly "x-countersign-webhooks"?: {
    readonly signature?: {
      readonly header?: string;
      readonly pointer?: string;
      readonly algorithm: string;
    };
    readonly asymmetric?: {
      readonly kind: string;
      readonly header: string;
      readonly algorithm: string;
    };
    readonly token?: { readonly header: string };
  };
}

export interface Server {
  readonly url: string;
  readonly description?: string;
  readonly "x-countersign-environment"?: string;
}

export interface Tag {
  readonly name: string;
  readonly description?: string;
  readonly "x-displayName"?: string;
}

export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface SecurityScheme {
  readonly type: string;
  readonly name?: string;
  readonly in?: string;
  readonly scheme?: string;
  readonly description?: string;
  readonly "x-countersign-credential"?: string;
  readonly "x-countersign-hmac"?: { readonly algorithm: string };
  readonly "x-countersign-value"?: string;
}

export type PathItem = Readonly<Record<string, unknown>>;

export interface Reference {
  readonly $ref: string;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
  readonly security?: readonly SecurityRequirement[];
  readonly externalDocs?: { readonly url: string; readonly description?: string };
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: Body | Reference;
  readonly responses?: Readonly<Record<string, Response | Reference>>;
  readonly "x-codeSamples"?: readonly CodeSample[];
  readonly "x-countersign-evidence"?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

export interface Body {
  readonly description?: string;
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface Response extends Body {}

export interface MediaType {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown } | Reference>>;
}

export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly "x-extensible-enum"?: readonly unknown[];
}

/** A code sample of a call. */
export interface CodeSample {
  readonly lang: string;
  readonly label?: string;
  readonly source: string;
}

/** An operation or a webhook event, and its location in the document. */
export interface OperationEntry {
  /** Its operationId, or an event's name, made safe for file names and URLs. */
  readonly id: string;
  readonly method: string;
  /** The path of an operation, or the name of an event. */
  readonly path: string;
  readonly operation: Operation;
  readonly pathItem: PathItem;
}

/** Returns the operations of a document, in document order. */
export function operationsOf(document: OpenApiDocument): OperationEntry[] {
  return entriesOf(
    document,
    "paths",
    ({ operationId }, method, path) => operationId ?? `${method}-${path}`,
  );
}

/** Returns the webhook events of a document, in document order. */
export function eventsOf(document: OpenApiDocument): OperationEntry[] {
  return entriesOf(document, "webhooks", (_, __, name) => name);
}

function entriesOf(
  document: OpenApiDocument,
  section: "paths" | "webhooks",
  name: (operation: Operation, method: string, path: string) => string,
): OperationEntry[] {
  return spec.operationsOf(document, section).map(({ path, method, item, operation }) => ({
    id: fileName(name(operation, method, path)),
    method,
    path,
    operation,
    pathItem: item,
  }));
}

/** Returns a string as a file name that needs no encoding in a URL. */
export function fileName(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "") || "unnamed";
}

/** Returns the target of a reference within a document, or the value itself if it is not a reference. */
export function resolved<T extends object>(document: OpenApiDocument, value: T | Reference): T {
  // The document was linted, so the target has the expected type.
  return spec.resolveRef(document, value) as T;
}

/** Returns the name of the component schema that a reference points to. */
export function schemaName({ $ref = "" }: Schema): string | undefined {
  return spec.schemaName($ref);
}
