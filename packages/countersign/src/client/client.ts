import type { CredentialSource } from "../credentials/credentials.ts";
import type { HttpError } from "../errors/errors.ts";
import type { Provider, ProviderTypes } from "../provider-table/provider.ts";
import type { TimeoutOptions } from "../transport/deadline.ts";
import type { Hooks } from "../transport/hooks.ts";
import type { ParseAs } from "../transport/read-response.ts";
import type { RetryOptions } from "../transport/retry.ts";
import type { Fetch } from "../transport/send.ts";
import type { ResponsePromise } from "./response-promise.ts";

/** The types of a provider, or none for a table without them. */
type TypesOf<P extends Provider> =
  NonNullable<P["~types"]> extends infer T extends ProviderTypes ? T : never;

/** Options of a client: the provider's credentials, the server to call, and how requests are sent. */
export type ClientOptions<P extends Provider> = CredentialOptions<TypesOf<P>["credentials"]> &
  ServerOptions<P> &
  CommonOptions;

/** Each credential as a value or a function; names and documentation are the provider's. */
export type CredentialOptions<Credentials> = { [K in keyof Credentials]: CredentialSource };

/** Options that every client has. */
export interface CommonOptions {
  /**
   * Sends a request that is authenticated, signed and final. It must send it as it is, and must not
   * follow redirects. Default: the platform's `fetch`.
   */
  fetch?: Fetch;
  /** Headers for every request. Those that authenticate cannot be set this way. */
  headers?: Readonly<Record<string, string>>;
  /** When and how often a failed call is repeated, where that is safe; `false` for never. */
  retry?: RetryOptions | false;
  /** How long a call may take. */
  timeout?: TimeoutOptions;
  /** Observers for logging, tracing and metrics. They see nothing secret and nothing personal. */
  hooks?: Hooks;
  /** What a provider's documentation leaves open about its signatures. */
  signing?: SigningOptions;
}

/** What a provider's documentation leaves open about its signatures. */
export interface SigningOptions {
  /**
   * What is signed for the hash of the body where a request has none: nothing (`omit`), or the hash of zero
   * bytes (`hash`). Default: what the provider's spec says.
   */
  emptyBodyHash?: "omit" | "hash";
}

/** Which server to call. A provider with several has no default: nobody calls production by accident. */
export type ServerOptions<P extends Provider> =
  IsUnion<keyof P["servers"]> extends true
    ?
        | {
            /** Which of the provider's servers to call. There is no default. */
            environment: keyof P["servers"] & string;
            baseUrl?: undefined;
          }
        | {
            /** Calls this address instead: https, or http to a loopback address. */
            baseUrl: string;
            environment?: undefined;
          }
    : {
        /** Which of the provider's servers to call. Default: the only one. */
        environment?: keyof P["servers"] & string;
        /** Calls this address instead: https, or http to a loopback address. */
        baseUrl?: string;
      };

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/** A client of a provider: a method per operation, and the HTTP methods by path. */
export type Client<P extends Provider> = OperationMethods<
  TypesOf<P>["operations"],
  P["operations"]
> &
  PathMethods<TypesOf<P>["paths"]>;

/**
 * A method for each operation: it resolves to the body of the answer, and throws an `HttpError` for a
 * status other than 2xx.
 */
export type OperationMethods<Operations, Table = unknown> = {
  readonly [K in keyof Operations]: OperationMethod<Operations[K]> &
    Paged<Operations[K], Table extends Record<K, infer Entry> ? Entry : unknown>;
};

/** One operation as a method. */
export interface OperationMethod<Operation> {
  <As extends ParseAs = "json">(
    ...args: Arguments<Input<Operation> & CallOptions<As>>
  ): ResponsePromise<ParsedAs<SuccessBody<Operation>, As>>;
  /** Tells whether an error is an answer to this operation other than 2xx, and types its body. */
  isError(error: unknown): error is HttpError<ErrorBody<Operation>>;
}

/** What an operation that returns a list has besides, where its document says how it is paged. */
export type Paged<Operation, Entry> = Entry extends { pagination: { items: infer Items } }
  ? {
      /** Yields the pages of the list, from where the input begins to the end. */
      pages(
        ...args: Arguments<Input<Operation> & CallOptions<"json">>
      ): AsyncGenerator<SuccessBody<Operation>, void, undefined>;
      /** Yields the items of the list, page after page. */
      items(
        ...args: Arguments<Input<Operation> & CallOptions<"json">>
      ): AsyncGenerator<ItemAt<SuccessBody<Operation>, Items>, void, undefined>;
    }
  : unknown;

/** The type of a list's items, by the JSON pointer to the list. */
type ItemAt<Body, Pointer> = Pointer extends `/${infer Key}/${infer Rest}`
  ? ItemAt<PropertyOf<Body, Key>, `/${Rest}`>
  : Pointer extends `/${infer Key}`
    ? PropertyOf<Body, Key> extends readonly (infer Item)[]
      ? Item
      : unknown
    : unknown;

type PropertyOf<T, Key> = NonNullable<NonNullable<T>[Key & keyof NonNullable<T>]>;

/** The HTTP methods by path: they resolve to `data` or `error`, and do not throw for an HTTP status. */
export type PathMethods<Paths> = {
  readonly [Method in HttpMethod]: PathMethod<Paths, Lowercase<Method>>;
};

/** One HTTP method by path. */
export type PathMethod<Paths, Method extends string> = <
  Path extends PathsWith<Paths, Method>,
  As extends ParseAs = "json",
>(
  path: Path,
  ...args: Arguments<Input<At<Paths[Path], Method>> & CallOptions<As>>
) => Promise<Result<At<Paths[Path], Method>, As>>;

/** What a call by path resolves to. Decide by `response.ok`: an error's body may be empty. */
export type Result<Operation, As extends ParseAs> =
  | { data: ParsedAs<SuccessBody<Operation>, As>; error?: undefined; response: Response }
  | { data?: undefined; error: ErrorBody<Operation>; response: Response };

/** HTTP methods that a client has. */
export type HttpMethod = "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH";

/** Options of one call. */
export interface CallOptions<As extends ParseAs = ParseAs> {
  /** Headers for this request. Those that authenticate cannot be set this way. */
  headers?: Readonly<Record<string, string>>;
  /** Aborts the call. */
  signal?: AbortSignal;
  /** How the body of a 2xx answer is read. Default: `json`, or what the operation returns. */
  parseAs?: As;
  /** When and how often the call is repeated; before the client's option. */
  retry?: RetryOptions | false;
  /** How long the call may take; before the client's option. */
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

/** A form may also be made by hand, for names and encodings that the document does not tell. */
type BodyInputOf<B> = B extends { content: infer C }
  ? C[keyof C] | ("multipart/form-data" extends keyof C ? FormData : never)
  : undefined;

/** The body of an operation's 2xx answers; undefined for one without a body. */
export type SuccessBody<Operation> = BodyOf<Operation, SuccessStatus>;

/** The body of an operation's other answers. */
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
