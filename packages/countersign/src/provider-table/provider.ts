/**
 * A provider: the frozen table that a generated package exports.
 *
 * Typing is structural: provider packages do not depend on the facade, and every package that
 * `@countersign/codegen` generates has this type.
 */
export interface Provider {
  /** Provider name, such as `paywint`. */
  readonly name: string;
  /** API title, for people. */
  readonly title: string;
  /** API version. */
  readonly version: string;
  /** Base URLs by environment. */
  readonly servers: Servers;
  /** Headers of every request, unless the caller overrides them. */
  readonly defaultHeaders: Readonly<Record<string, string>>;
  /** Names of the default headers that callers cannot override, because the types depend on them. */
  readonly fixedHeaders?: readonly string[];
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  /** Names of the credentials that every client needs. */
  readonly requiredCredentials: readonly string[];
  /** Operations by operationId. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** How to identify and authenticate webhook deliveries, where the provider documents it. */
  readonly webhooks?: Webhooks;
  /** For the compiler only; absent at run time. */
  readonly "~types"?: ProviderTypes;
}

/** The types that a provider table carries. */
export interface ProviderTypes {
  readonly credentials: object;
  readonly operations: object;
  readonly paths: object;
  /** A union of the events that deliveries contain, told apart by `event`; `never` if there are none. */
  readonly events?: object;
  /** Options for the variables in the URLs of the servers, by environment, if there are any. */
  readonly serverOptions?: object;
}

/** Base URLs by environment. */
export type Servers = Readonly<Record<string, string | ServerTemplate>>;

/** A base URL with variables. */
export interface ServerTemplate {
  /** With `{name}` for each variable. */
  readonly url: string;
  /** By name, which is also that of the client option. */
  readonly variables: Readonly<Record<string, ServerVariable>>;
}

/** A variable of a base URL. */
export interface ServerVariable {
  /** Its possible values, if the document lists them. */
  readonly values?: readonly string[];
  /** Regular expression that a value must match, if the document lists none. */
  readonly pattern?: string;
  /** Value if the client has no such option; absent if the option is required. */
  readonly default?: string;
}

/** One operation of a provider. */
export interface Operation {
  /** Upper case. */
  readonly method: string;
  /** Path template, such as `/users/{id}`. */
  readonly path: string;
  /** Alternatives in order of preference; each lists the security schemes that it requires together. */
  readonly security: readonly (readonly string[])[];
  /** Base URLs by environment, if the operation has its own servers. */
  readonly servers?: Servers;
  /** Media type of the request body, if it is not JSON. */
  readonly requestMediaType?: string;
  /** How properties of a form are written, where that differs from the default. */
  readonly encodings?: readonly PropertyEncoding[];
  /** How to read the body of a 2xx response, if it is not JSON. */
  readonly responseType?: "blob" | "text" | "events";
  /** The server-sent events of a 2xx response, if it can have any; its `Content-Type` decides. */
  readonly eventStream?: EventStream;
  /** Header for the idempotency key, which makes the request safe to retry. */
  readonly idempotencyHeader?: string;
  /** Whether the end user's browser opens it, and the client only returns its URL. */
  readonly browserPage?: boolean;
  /** Styles of non-default parameters. */
  readonly styles?: readonly ParameterStyle[];
  /** How the returned list is paginated. */
  readonly pagination?: Pagination;
}

/** The server-sent events of a response. */
export interface EventStream {
  /** Whether the data of an event is a plain string rather than JSON, or the names of the events of which it is. */
  readonly text: boolean | readonly string[];
  /** Media types of the operation's other 2xx bodies. */
  readonly otherTypes?: readonly string[];
}

/**
 * How a parameter is serialised: OpenAPI's `style`, or `json` for a JSON value. By default, arrays are `simple`
 * in a path or a header and `form` in a query, and objects in a query are `deepObject`.
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
  /** Whether reserved URL characters are left unencoded. */
  readonly allowReserved?: boolean;
}

/**
 * How a property of a form is written: as a media type, or as a query parameter of a style. By default, an array is one
 * part or field per item, an object JSON, and anything else a string.
 */
export type PropertyEncoding =
  | {
      readonly name: string;
      /** Media type of the part or field. JSON makes an array one part, and other values JSON as well. */
      readonly contentType: string;
    }
  | {
      readonly name: string;
      readonly style: "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";
      readonly explode: boolean;
      /** Whether reserved URL characters are left unencoded. */
      readonly allowReserved?: boolean;
    };

/**
 * How a list is paginated. Locations in the call's input are JSON pointers that begin with `/query` or `/body`;
 * locations in the response are JSON pointers into its body.
 */
export type Pagination =
  | {
      readonly style: "cursor";
      readonly items: string;
      readonly size?: string;
      readonly cursor: string;
      /** Next cursor, or with `nextParameter` a URL whose query has it; null or absent on the last page. */
      readonly next: string;
      readonly nextParameter?: string;
      /** A boolean: whether there is another page. */
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

/** How to identify and authenticate a provider's webhook deliveries. */
export interface Webhooks {
  /** Where a delivery has its event name. */
  readonly event?: DeliveryLocation;
  /** Where a delivery has its ID, which stays the same when it is sent again. */
  readonly id?: DeliveryLocation;
  /** How to read the body of a delivery, if it is not JSON. */
  readonly body?: "form" | "text";
  /** Field of a form that contains the event as JSON. */
  readonly bodyField?: string;
  readonly signature?: WebhookSignature;
  /** A signature that a public key verifies, for a provider that does not share a secret. */
  readonly asymmetric?: AsymmetricSignature;
  /** Fixed secret in a header, for a provider that does not sign deliveries. */
  readonly token?: { readonly header: string; readonly credential: string };
  /** Names of the events that the document describes, sorted. */
  readonly events?: readonly string[];
}

/** A location in a delivery: a JSON pointer into its body, or a header. */
export type DeliveryLocation = { readonly pointer: string } | { readonly header: string };

/** How a delivery is signed. */
export interface WebhookSignature extends Omit<Hmac, "timestamp"> {
  /** Header that carries the signature. */
  readonly header?: string;
  /** Location of the signature in the body, if no header carries it. */
  readonly pointer?: string;
  /** Location of the signing time, unless `value` has it. */
  readonly timestamp?: DeliveryLocation & { readonly unit: "s" | "ms" | "rfc3339" };
  /** Header that names the algorithm, and the algorithms that a receiver accepts by that name. */
  readonly algorithms?: {
    readonly header: string;
    readonly values: Readonly<Record<string, HashAlgorithm>>;
  };
  /** Separator between several signatures in one header. */
  readonly valueSeparator?: string;
}

/** A signature that is computed from headers and the body alone, and sent in a header with a numeric time. */
export interface HeaderSignature extends Omit<WebhookSignature, "pointer" | "algorithms"> {
  readonly header: string;
  readonly timestamp?: { readonly header: string; readonly unit: "s" | "ms" };
}

/** How a delivery is signed with a private key. */
export type AsymmetricSignature = DetachedSignature | JwtSignature;

/** A signature of the delivery in a header. */
export interface DetachedSignature {
  readonly kind: "detached";
  readonly header: string;
  readonly algorithm: KeyAlgorithm;
  /** How a key that is a string becomes the bytes of the public key. */
  readonly keyEncoding: "hex" | "base64";
  /** Prefix of such a string that is not part of the key. */
  readonly keyPrefix?: string;
  /** Parts of the message, with tokens in braces. */
  readonly message: readonly string[];
  /** Separator between the parts. */
  readonly separator: string;
  /** Encoding of the signature. */
  readonly encoding: Encoding;
  /** Template of the header's value. */
  readonly value: string;
  /** Separator between several signatures in one header. */
  readonly valueSeparator?: string;
  /** Header for the signing time, unless `value` has it. */
  readonly timestamp?: { readonly header: string; readonly unit: "s" | "ms" };
  /** Header that names the key. */
  readonly keyId?: { readonly header: string };
}

/** A JSON Web Token in a header, which contains a hash of the body and the time of signing, `iat`. */
export interface JwtSignature {
  readonly kind: "jwt";
  readonly header: string;
  readonly algorithm: KeyAlgorithm;
  readonly bodyHash: {
    /** Claim that contains the hash. */
    readonly claim: string;
    readonly algorithm: HashAlgorithm;
    readonly encoding: Encoding;
  };
}

/** Algorithms of public keys: ECDSA with P-256 and SHA-256, by its JOSE name, and EdDSA with Ed25519. */
export type KeyAlgorithm = "ES256" | "Ed25519";

/** One way to authenticate. */
export type SecurityScheme =
  | { readonly type: "apiKey"; readonly header: string; readonly credential: string }
  | {
      readonly type: "template";
      readonly header: string;
      /** Value of the header, with `{credential}`. */
      readonly value: string;
      readonly credential: string;
    }
  | { readonly type: "bearer"; readonly credential: string }
  | { readonly type: "query"; readonly parameter: string; readonly credential: string }
  | { readonly type: "cookie"; readonly cookie: string; readonly credential: string }
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | (SentIn & { readonly type: "hmac"; readonly hmac: Hmac });

/** Where a signed request carries a value: one of the two. */
export interface SentIn {
  readonly header?: string;
  /** Name of a query parameter. */
  readonly parameter?: string;
}

/** How to compute a signature: the vocabulary's `x-countersign-hmac`, with defaults filled in. */
export interface Hmac {
  /** Name of the credential that is the key. */
  readonly credential: string;
  readonly algorithm: HashAlgorithm;
  /** How to decode the credential into the key. */
  readonly keyEncoding: "utf8" | "hex" | "base64";
  /** Prefix of the credential that is not part of the key. */
  readonly keyPrefix?: string;
  /** Parts of the message, with tokens in braces. */
  readonly message: readonly string[];
  /** Separator between the parts. */
  readonly separator: string;
  /** How to compute `{bodyHash}`. */
  readonly bodyHash?: {
    readonly algorithm: HashAlgorithm;
    readonly encoding: Encoding;
    readonly whenEmpty: "omit" | "hash";
  };
  /** Encoding of the signature. */
  readonly encoding: Encoding;
  /** Template of the value, with `{signature}` and optionally `{timestamp}` and `{nonce}`. */
  readonly value: string;
  /** Signing time, new for every attempt: its unit, and where it is sent unless `value` has it. */
  readonly timestamp?: SentIn & { readonly unit: "s" | "ms" };
  /** Random string, new for every attempt, and where it is sent unless `value` has it. */
  readonly nonce?: SentIn;
}

/** Digest algorithms, by their Web Crypto names. */
export type HashAlgorithm = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/** How bytes are encoded as a string. */
export type Encoding = "hex" | "hexUpper" | "base64" | "base64Unpadded" | "base64url";
