import type { CredentialSource } from "../credentials/credentials.ts";
import type { HttpError } from "../errors/errors.ts";
import type { Provider, ProviderTypes } from "../provider-table/provider.ts";
import type { TimeoutOptions } from "../transport/deadline.ts";
import type { Hooks } from "../transport/hooks.ts";
import type { ParseAs } from "../transport/read-response.ts";
import type { RetryOptions } from "../transport/retry.ts";
import type { Fetch } from "../transport/send.ts";
import type { ResponsePromise } from "./response-promise.ts";

/** A provider's types; `never` for a table without types. */
type TypesOf<P extends Provider> =
  NonNullable<P["~types"]> extends infer T extends ProviderTypes ? T : never;

/** Options of a client: the provider's credentials, the server to call, and how to send requests. */
export type ClientOptions<P extends Provider> = CredentialOptions<TypesOf<P>["credentials"]> &
  ServerOptions<P> &
  CommonOptions;

/** The provider's credentials, each as a string or a function that returns one. */
export type CredentialOptions<Credentials> = { [K in keyof Credentials]: CredentialSource };

/** Options of every client. */
export interface CommonOptions {
  /**
   * Sends the authenticated and signed request. It must neither change the request nor follow redirects.
   * Default: the platform's `fetch`.
   */
  fetch?: Fetch;
  /** Headers for every request. They cannot override authentication headers. */
  headers?: Readonly<Record<string, string>>;
  /** How to retry failed calls that are safe to retry; `false` disables retries. */
  retry?: RetryOptions | false;
  /** How long a call may take. */
  timeout?: TimeoutOptions;
  /** Observers for logging, tracing and metrics. They receive nothing secret or personal. */
  hooks?: Hooks;
  /** Signing details that the provider's documentation leaves open. */
  signing?: SigningOptions;
}

/** Signing details that a provider's documentation leaves open. */
export interface SigningOptions {
  /**
   * What to sign as the body hash of a request without a body: nothing (`omit`), or the hash of zero bytes
   * (`hash`). Default: as the provider's spec declares.
   */
  emptyBodyHash?: "omit" | "hash";
}

/** Which server to call. There is no default for a provider with several, so that nobody calls production by accident. */
export type ServerOptions<P extends Provider> =
  IsUnion<keyof P["servers"]> extends true
    ?
        | {
            /** Which of the provider's servers to call. There is no default. */
            environment: keyof P["servers"] & string;
            baseUrl?: undefined;
          }
        | {
            /** URL to call instead: https, or http for a loopback address. */
            baseUrl: string;
            environment?: undefined;
          }
    : {
        /** Which of the provider's servers to call. Default: the only one. */
        environment?: keyof P["servers"] & string;
        /** URL to call instead: https, or http for a loopback address. */
        baseUrl?: string;
      };

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/** A client of a provider: one method per operation, and one per HTTP method for calls by path. */
export type Client<P extends Provider> = OperationMethods<
  TypesOf<P>["operations"],
  P["operations"]
> &
  PathMethods<TypesOf<P>["paths"]>;

/** One method per operation. It resolves to the response body, and rejects with an `HttpError` for a non-2xx status. */
export type OperationMethods<Operations, Table = unknown> = {
  readonly [K in keyof Operations]: OperationMethod<Operations[K]> &
    Paged<Operations[K], Table extends Record<K, infer Entry> ? Entry : unknown>;
};

/** An operation as a method. */
export interface OperationMethod<Operation> {
  <As extends ParseAs = "json">(
    ...args: Arguments<Input<Operation> & CallOptions<As>>
  ): ResponsePromise<ParsedAs<SuccessBody<Operation>, As>>;
  /** Returns whether an error is an `HttpError` of this operation, and types its body. */
  isError(error: unknown): error is HttpError<ErrorBody<Operation>>;
}

/** Additional methods of an operation whose document declares pagination. */
export type Paged<Operation, Entry> = Entry extends { pagination: { items: infer Items } }
  ? {
      /** Yields each page of the list, starting from the input. */
      pages(
        ...args: Arguments<Input<Operation> & CallOptions<"json">>
      ): AsyncGenerator<SuccessBody<Operation>, void, undefined>;
      /** Yields each item of the list, page by page. */
      items(
        ...args: Arguments<Input<Operation> & CallOptions<"json">>
      ): AsyncGenerator<ItemAt<SuccessBody<Operation>, Items>, void, undefined>;
    }
  : unknown;

/** Type of the items of a list, given a JSON pointer to the list. */
type ItemAt<Body, Pointer> = Pointer extends `/${infer Key}/${infer Rest}`
  ? ItemAt<PropertyOf<Body, Key>, `/${Rest}`>
  : Pointer extends `/${infer Key}`
    ? PropertyOf<Body, Key> extends readonly (infer Item)[]
      ? Item
      : unknown
    : unknown;

type PropertyOf<T, Key> = NonNullable<NonNullable<T>[Key & keyof NonNullable<T>]>;

/** One method per HTTP method, for calls by path. It resolves to `data` or `error`, whatever the HTTP status. */
export type PathMethods<Paths> = {
  readonly [Method in HttpMethod]: PathMethod<Paths, Lowercase<Method>>;
};

/** An HTTP method, for calls by path. */
export type PathMethod<Paths, Method extends string> = <
  Path extends PathsWith<Paths, Method>,
  As extends ParseAs = "json",
>(
  path: Path,
  ...args: Arguments<Input<At<Paths[Path], Method>> & CallOptions<As>>
) => Promise<Result<At<Paths[Path], Method>, As>>;

/** Result of a call by path. Check `response.ok`, not `error`: an error's body may be empty. */
export type Result<Operation, As extends ParseAs> =
  | { data: ParsedAs<SuccessBody<Operation>, As>; error?: undefined; response: Response }
  | { data?: undefined; error: ErrorBody<Operation>; response: Response };

/** HTTP methods of a client. */
export type HttpMethod = "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH";

/** Options of one call. */
export interface CallOptions<As extends ParseAs = ParseAs> {
  /** Headers for this call. They cannot override authentication headers. */
  headers?: Readonly<Record<string, string>>;
  /** Aborts the call. */
  signal?: AbortSignal;
  /** How to read the body of a 2xx response. Default: `json`, or what the operation returns. */
  parseAs?: As;
  /** How to retry this call. Overrides the client's option. */
  retry?: RetryOptions | false;
  /** How long this call may take. Overrides the client's option. */
  timeout?: TimeoutOptions;
}

/** Parameters and body of an operation. */
export type Input<Operation> = Parameters<Operation> & RequestBody<Operation>;

type Parameters<Operation> = Operation extends { parameters: infer P }
  ? RequiredKeys<P> extends never
    ? { params?: P }
    : { params: P }
  : unknown;

type RequestBody<Operation> = Operation extends { requestBody: infer B }
  ? { body: BodyInputOf<B> }
  : Operation extends { requestBody?: infer B }
    ? [NonNullable<B>] extends [never]
      ? { body?: undefined }
      : { body?: BodyInputOf<NonNullable<B>> }
    : unknown;

/** Forms also accept `FormData`, for field names and encodings that the document does not declare. */
type BodyInputOf<B> = B extends { content: infer C }
  ? C[keyof C] | ("multipart/form-data" extends keyof C ? FormData : never)
  : undefined;

/** Body of an operation's 2xx responses; undefined if they have none. */
export type SuccessBody<Operation> = BodyOf<Operation, SuccessStatus>;

/** Body of an operation's non-2xx responses. */
export type ErrorBody<Operation> = Operation extends { responses: infer R }
  ? BodyOf<Operation, Exclude<keyof R, SuccessStatus>>
  : unknown;

type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226 | "2XX";

type BodyOf<Operation, Status> = Operation extends { responses: infer R }
  ? { [S in keyof R & Status]: ContentOf<R[S]> }[keyof R & Status]
  : unknown;

type ContentOf<T> = T extends { content: infer C } ? C[keyof C] : undefined;

type ParsedAs<Body, As extends ParseAs> = {
  json: Body;
  text: string;
  blob: Blob;
  arrayBuffer: ArrayBuffer;
  stream: Response["body"];
}[As];

type PathsWith<Paths, Method extends string> = {
  [P in keyof Paths]: Paths[P] extends { [M in Method]: unknown } ? P : never;
}[keyof Paths] &
  string;

type At<PathItem, Method> = PathItem[keyof PathItem & Method];

type Arguments<Init> = RequiredKeys<Init> extends never ? [init?: Init] : [init: Init];

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];
