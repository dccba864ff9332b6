import type { EventStream } from "../openapi/event-streams.ts";
import type { Problem } from "../problem/spec-error.ts";
import type { Evidence, Hmac, Pagination, Webhooks } from "../vocabulary/vocabulary.ts";
import type { PropertyEncoding } from "./encodings.ts";
import type { ParameterStyle } from "./parameter-styles.ts";

/** Everything the generated code contains about a provider, independent of OpenAPI's structures. */
export interface Model {
  /** The spec folder's name: `paywint`. */
  readonly name: string;
  /** The name as a variable: `paywint`. */
  readonly valueName: string;
  /** The name as a type name prefix: `Paywint`. */
  readonly typeName: string;
  readonly title: string;
  /** The API's version, from `info.version`. */
  readonly version: string;
  readonly description: string | undefined;
  readonly servers: readonly ServerModel[];
  readonly securitySchemes: readonly SecuritySchemeModel[];
  readonly credentials: readonly CredentialModel[];
  /** Headers that the client always sends unless overridden. */
  readonly defaultHeaders: Readonly<Record<string, string>>;
  /** Names of the default headers that callers cannot override, because the types depend on them. */
  readonly fixedHeaders: readonly string[];
  readonly operations: readonly OperationModel[];
  readonly webhooks: Webhooks | undefined;
  /** The document's `webhooks`, sorted by name. */
  readonly events: readonly EventModel[];
  /** The bundled document, with the parameters that callers pass, for emitters that need it. */
  readonly document: object;
  /** What is wrong with the document but harms no client. */
  readonly warnings: readonly Problem[];
}

/** The base URL of an environment. */
export interface ServerModel {
  readonly environment: string;
  /** With a `{name}` for each variable. */
  readonly url: string;
  readonly description: string | undefined;
  /** The parts of the URL that callers choose, in order. */
  readonly variables: readonly ServerVariableModel[];
}

/** A part of a server's URL that callers choose. */
export interface ServerVariableModel {
  /** Name of the client option, and of the variable in the URL. */
  readonly name: string;
  readonly description: string | undefined;
  /** The possible values; undefined if the document lists none. */
  readonly values: readonly string[] | undefined;
  /** Regular expression that a value must match, if the document lists none. */
  readonly pattern: string | undefined;
  /** Used if the caller chooses none; undefined if the option is required. */
  readonly default: string | undefined;
  /** A value for samples. */
  readonly example: string;
}

/** One way to authenticate. */
export type SecuritySchemeModel =
  | {
      readonly name: string;
      readonly kind: "apiKey";
      readonly header: string;
      readonly credential: string;
      /** Value of the header, with `{credential}`; undefined if it is the credential alone. */
      readonly value: string | undefined;
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
      /** Header that carries the signature; undefined if the query does. */
      readonly header: string | undefined;
      /** Query parameter that carries the signature; undefined if a header does. */
      readonly parameter: string | undefined;
      readonly hmac: Hmac;
    };

/** A secret or identifier that the caller passes to the client. */
export interface CredentialModel {
  readonly name: string;
  /** Whether every alternative of the document's top-level `security` requires it. */
  readonly required: boolean;
  readonly description: string | undefined;
  /** How it is used: `Sent in the header X-Api-Key.` */
  readonly use: string;
}

/** A parameter of an operation. */
export interface ParameterModel {
  readonly in: "path" | "query" | "header" | "cookie";
  readonly name: string;
  readonly required: boolean;
}

/** A possible body of a request, a response or a webhook delivery. */
export interface BodyModel {
  readonly mediaType: string;
  /** Name of the component schema that its schema refers to; undefined for an inline schema. */
  readonly schemaName: string | undefined;
  /** What it contains if it is a stream of server-sent events. */
  readonly eventStream: EventStream | undefined;
}

/** The server-sent events that an operation can return. */
export interface EventStreamModel {
  /** Whether the data of an event is a plain string rather than JSON, or the names of the events of which it is. */
  readonly text: boolean | readonly string[];
  /** Media types of the other success bodies. */
  readonly otherTypes: readonly string[];
}

/** A response of an operation. */
export interface ResponseModel {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  /** Its possible bodies; empty if it has none. */
  readonly bodies: readonly BodyModel[];
}

/** An event of the document's `webhooks`. */
export interface EventModel {
  readonly name: string;
  /** Method of the delivery, in lower case. */
  readonly method: string;
  /** Possible bodies of a delivery; empty if the document describes none. */
  readonly bodies: readonly BodyModel[];
}

/** An operation of a provider. */
export interface OperationModel {
  /** Its method name: the operationId if that is a valid one. */
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** Template, such as `/users/{id}`. */
  readonly path: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  /** URL of the provider's documentation. */
  readonly documentation: string | undefined;
  /** Names of its groups. */
  readonly tags: readonly string[];
  /** Alternatives in order; each lists the names of the schemes that it requires together. */
  readonly security: readonly (readonly string[])[];
  /** Its own servers; empty if it uses the document's servers. */
  readonly servers: readonly ServerModel[];
  /** Its parameters, including those of its path. */
  readonly parameters: readonly ParameterModel[];
  /** Whether a request must have a body. */
  readonly isBodyRequired: boolean;
  /** Possible request bodies; empty if there is none. */
  readonly requestBodies: readonly BodyModel[];
  /** Responses in the document's order. */
  readonly responses: readonly ResponseModel[];
  /** Media type of the request body, if it is not JSON. */
  readonly requestMediaType: string | undefined;
  /** How properties of a form are written, where that differs from the default. */
  readonly encodings: readonly PropertyEncoding[];
  /** Whether the end user's browser opens it. */
  readonly isBrowserPage: boolean;
  /** How to read the body of a success response, if it is not JSON. */
  readonly responseType: "blob" | "text" | "events" | undefined;
  /** The server-sent events of a success response, if it can have any. */
  readonly eventStream: EventStreamModel | undefined;
  /** Header whose value makes the request safe to retry. */
  readonly idempotencyHeader: string | undefined;
  /** Styles of non-default parameters. */
  readonly styles: readonly ParameterStyle[];
  readonly pagination: Pagination | undefined;
  readonly evidence: Evidence | undefined;
}
