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
  /** Types for the compiler; there is nothing here when the program runs. */
  readonly "~types"?: ProviderTypes;
}

/** The types that a provider table carries. */
export interface ProviderTypes {
  readonly credentials: object;
  readonly operations: object;
  readonly paths: object;
}

/** One operation of a provider. */
export interface Operation {
  /** In capitals. */
  readonly method: string;
  /** Template, as `/users/{id}`. */
  readonly path: string;
  /** Alternatives in order; in each, the names of the security schemes that it needs together. */
  readonly security: readonly (readonly string[])[];
}

/** One way to authenticate. */
export type SecurityScheme =
  | { readonly type: "apiKey"; readonly header: string; readonly credential: string }
  | { readonly type: "bearer"; readonly credential: string }
  | { readonly type: "hmac"; readonly header: string; readonly hmac: Hmac };

/** How the value of a signature header is computed: the vocabulary's `x-countersign-hmac`, complete. */
export interface Hmac {
  /** Name of the credential that is the key. */
  readonly credential: string;
  readonly algorithm: HashAlgorithm;
  /** How the credential's text becomes the key's bytes. */
  readonly keyEncoding: "utf8" | "hex" | "base64";
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
  /** The header's value, with `{signature}` where the text stands. */
  readonly value: string;
}

/** Digest algorithms, by their Web Crypto names. */
export type HashAlgorithm = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/** How bytes become text. */
export type Encoding = "hex" | "base64" | "base64url";
