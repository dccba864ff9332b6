import type { Evidence, Hmac, Pagination, Webhooks } from "../vocabulary/vocabulary.ts";
import type { ParameterStyle } from "./parameter-styles.ts";

/** Everything that the generated code says about a provider, without OpenAPI's own shapes. */
export interface Model {
  /** The spec folder's name: `paywint`. */
  readonly name: string;
  /** The name as a value: `paywint`. */
  readonly valueName: string;
  /** The name as part of a type's name: `Paywint`. */
  readonly typeName: string;
  readonly title: string;
  /** The API's version, as `info.version` says. */
  readonly version: string;
  readonly description: string | undefined;
  readonly servers: readonly ServerModel[];
  readonly securitySchemes: readonly SecuritySchemeModel[];
  readonly credentials: readonly CredentialModel[];
  /** Headers that the client always sends unless told otherwise. */
  readonly defaultHeaders: Readonly<Record<string, string>>;
  readonly operations: readonly OperationModel[];
  readonly webhooks: Webhooks | undefined;
  /** Names of the document's `webhooks`, sorted. */
  readonly events: readonly string[];
  /** The bundled document itself, for the emitters that hand it on. */
  readonly document: object;
}

/** A base URL, by environment. */
export interface ServerModel {
  readonly environment: string;
  readonly url: string;
  readonly description: string | undefined;
}

/** One way to authenticate. */
export type SecuritySchemeModel =
  | {
      readonly name: string;
      readonly kind: "apiKey";
      readonly header: string;
      readonly credential: string;
    }
  | { readonly name: string; readonly kind: "bearer"; readonly credential: string }
  | {
      readonly name: string;
      readonly kind: "query";
      readonly parameter: string;
      readonly credential: string;
    }
  | {
      readonly name: string;
      readonly kind: "cookie";
      readonly cookie: string;
      readonly credential: string;
    }
  | {
      readonly name: string;
      readonly kind: "basic";
      readonly username: string;
      readonly password: string;
    }
  | {
      readonly name: string;
      readonly kind: "hmac";
      readonly header: string;
      readonly hmac: Hmac;
    };

/** A secret or identifier that the caller gives to the client. */
export interface CredentialModel {
  readonly name: string;
  /** True where every alternative of the document's own `security` needs it. */
  readonly required: boolean;
  readonly description: string | undefined;
  /** How it is used: `Sent as the header X-Api-Key.` */
  readonly use: string;
}

/** One operation. */
export interface OperationModel {
  /** Name of its method: the operationId where that can be one. */
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** Template, as `/users/{id}`. */
  readonly path: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  /** Address of the upstream documentation. */
  readonly documentation: string | undefined;
  /** Names of the groups that it belongs to. */
  readonly tags: readonly string[];
  /** Alternatives in order; in each, the names of the schemes that it needs together. */
  readonly security: readonly (readonly string[])[];
  /** Servers of its own; none where it is served where all operations are. */
  readonly servers: readonly ServerModel[];
  /** Media types that the request's body may have; none where it has no body. */
  readonly requestMediaTypes: readonly string[];
  /** Media type of the request's body, where it is not JSON. */
  readonly requestMediaType: string | undefined;
  /** How the body of a success is read, where it is not JSON. */
  readonly responseType: "blob" | "text" | undefined;
  /** Statuses of the errors that the document describes: `422`, `4XX`, `default`. */
  readonly errorStatuses: readonly string[];
  /** Header whose value makes it safe to repeat the request. */
  readonly idempotencyHeader: string | undefined;
  /** How those parameters are written that are not written in the default way. */
  readonly styles: readonly ParameterStyle[];
  readonly pagination: Pagination | undefined;
  readonly evidence: Evidence | undefined;
}
