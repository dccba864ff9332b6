/**
 * A provider as the facade sees it: the frozen table of facts that a generated package exports.
 *
 * The shape is structural. A provider package does not know the facade, and any package that
 * `@countersign/codegen` made satisfies it.
 */
export interface Provider {
  /** Name of the provider, as `paywint`. */
  readonly name: string;
  /** Title of its API, as people know it. */
  readonly title: string;
  /** Version of its API. */
  readonly version: string;
  /** Base URLs by environment. */
  readonly servers: Readonly<Record<string, string>>;
  /** Headers that are sent with every request unless the caller gives others. */
  readonly defaultHeaders: Readonly<Record<string, string>>;
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  /** Names of the credentials that a client cannot do without. */
  readonly requiredCredentials: readonly string[];
  /** Operations by operationId. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** How deliveries are told apart and authenticated, as far as the provider says. */
  readonly webhooks?: Webhooks;
  /** Types for the compiler; there is nothing here when the program runs. */
  readonly "~types"?: ProviderTypes;
}

/** The types that a provider table carries. */
export interface ProviderTypes {
  readonly credentials: object;
  readonly operations: object;
  readonly paths: object;
  /** The document's `webhooks`, by the events' names. */
  readonly webhooks?: object;
}

/** One operation of a provider. */
export interface Operation {
  /** In capitals. */
  readonly method: string;
  /** Template, as `/users/{id}`. */
  readonly path: string;
  /** Alternatives in order; in each, the names of the security schemes that it needs together. */
  readonly security: readonly (readonly string[])[];
  /** Base URLs by environment, where the operation has servers of its own. */
  readonly servers?: Readonly<Record<string, string>>;
  /** Media type of the request's body, where it is not JSON. */
  readonly requestMediaType?: string;
  /** How the body of a success is read, where it is not JSON. */
  readonly responseType?: "blob" | "text";
  /** Header whose value makes it safe to repeat the request. */
  readonly idempotencyHeader?: string;
  /** How those parameters are written that are not written in the default way. */
  readonly styles?: readonly ParameterStyle[];
  /** How the list that the operation returns is paged. */
  readonly pagination?: Pagination;
}

/**
 * How a parameter is written: OpenAPI's `style`, or `json` for a value that is JSON. Without one, lists in a
 * path or a header are `simple`, and in a query lists are `form` and objects `deepObject`.
 */
export interface ParameterStyle {
  readonly in: "path" | "query" | "header" | "cookie";
  readonly name: string;
  readonly style:
    | "simple"
    | "label"
    | "matrix"
    | "form"
    | "spaceDelimited"
    | "pipeDelimited"
    | "json";
  readonly explode: boolean;
  /** True where reserved characters of URLs are not encoded. */
  readonly allowReserved?: boolean;
}

/**
 * How a list is paged. Places in the call's input are JSON pointers that begin with `/query` or `/body`,
 * places in the answer JSON pointers into its body.
 */
export type Pagination =
  | {
      readonly style: "cursor";
      readonly items: string;
      readonly size?: string;
      readonly cursor: string;
      /** The next cursor, or with `nextParameter` an address whose query has it; null or absent at the end. */
      readonly next: string;
      readonly nextParameter?: string;
      /** Where the answer says, as a boolean, whether there is another page. */
      readonly more?: string;
    }
  | {
      readonly style: "page";
      readonly items: string;
      readonly size: string;
      readonly page: string;
      readonly firstPage: number;
      readonly total?: string;
    }
  | {
      readonly style: "offset";
      readonly items: string;
      readonly size: string;
      readonly offset: string;
      readonly total?: string;
    };

/** How a provider's webhook deliveries are told apart and authenticated. */
export interface Webhooks {
  /** Where a delivery says which event it is. */
  readonly event?: DeliveryLocation;
  /** Where a delivery has its id, the same when it is repeated. */
  readonly id?: DeliveryLocation;
  readonly signature?: WebhookSignature;
  /** A fixed secret in a header, for a provider that signs nothing. */
  readonly token?: { readonly header: string; readonly credential: string };
  /** Names of the events that the document describes, sorted. */
  readonly events?: readonly string[];
}

/** A place in a delivery: a JSON pointer into its body, or a header. */
export type DeliveryLocation = { readonly pointer: string } | { readonly header: string };

/** How a delivery is signed. */
export interface WebhookSignature extends Hmac {
  readonly header: string;
  /** Where the time of signing stands, unless it stands in `value`. */
  readonly timestamp?: { readonly header: string; readonly unit: "s" | "ms" };
  /** Text between several signatures in one header. */
  readonly valueSeparator?: string;
}

/** One way to authenticate. */
export type SecurityScheme =
  | { readonly type: "apiKey"; readonly header: string; readonly credential: string }
  | { readonly type: "bearer"; readonly credential: string }
  | { readonly type: "query"; readonly parameter: string; readonly credential: string }
  | { readonly type: "cookie"; readonly cookie: string; readonly credential: string }
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | { readonly type: "hmac"; readonly header: string; readonly hmac: Hmac };

/** How the value of a signature header is computed: the vocabulary's `x-countersign-hmac`, complete. */
export interface Hmac {
  /** Name of the credential that is the key. */
  readonly credential: string;
  readonly algorithm: HashAlgorithm;
  /** How the credential's text becomes the key's bytes. */
  readonly keyEncoding: "utf8" | "hex" | "base64";
  /** Text before the encoded key, which is not part of it. */
  readonly keyPrefix?: string;
  /** Parts of the message, with tokens in braces. */
  readonly message: readonly string[];
  /** Text between the parts. */
  readonly separator: string;
  /** How `{bodyHash}` is computed. */
  readonly bodyHash?: {
    readonly algorithm: HashAlgorithm;
    readonly encoding: Encoding;
    readonly whenEmpty: "omit" | "hash";
  };
  /** How the signature's bytes become text. */
  readonly encoding: Encoding;
  /** The header's value, with `{signature}` where the text stands; also `{timestamp}` and `{nonce}`. */
  readonly value: string;
  /** The time of signing, new for every attempt: where it is sent, besides `value`, and its unit. */
  readonly timestamp?: { readonly header?: string; readonly unit: "s" | "ms" };
  /** A random text, new for every attempt: where it is sent, besides `value`. */
  readonly nonce?: { readonly header?: string };
}

/** Digest algorithms, by their Web Crypto names. */
export type HashAlgorithm = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/** How bytes become text. */
export type Encoding = "hex" | "base64" | "base64url";
