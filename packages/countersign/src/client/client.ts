import type { CredentialSource } from "../credentials/credentials.ts";
import type { Provider, ProviderTypes } from "../provider-table/provider.ts";
import type { TimeoutOptions } from "../transport/deadline.ts";
import type { Hooks } from "../transport/hooks.ts";
import type { ParseAs } from "../transport/read-response.ts";
import type { RetryOptions } from "../transport/retry.ts";
import type { Fetch } from "../transport/send.ts";
import type { HeadersOption } from "../transport/write-request.ts";
import type { OperationError } from "./operation-error.ts";
import type { ResponsePromise } from "./response-promise.ts";

/** A provider's types; `never` for a table without types. */
type TypesOf<P extends Provider> =
  NonNullable<P["~types"]> extends infer T extends ProviderTypes ? T : never;

/** Options of a client: the provider's credentials, the server to call, and how to send requests. */
export type ClientOptions<P extends Provider> = CredentialOptions<TypesOf<P>["credentials"]> &
  ServerOptions<P> &
  CommonOptions;

/** The provider's credentials: an option for each, or one function that returns them together. */
export type CredentialOptions<Credentials> =
  | ({ [K in keyof Credentials]: CredentialSource } & { credentials?: undefined })
  | ({ [K in keyof Credentials]?: undefined } & CredentialsOption<Credentials>);

/** All credentials of a provider as one option. */
export interface CredentialsOption<Credentials> {
  /**
   * Returns all credentials. The client calls it once for every request, so that credentials that belong together,
   * such as a key and its ID, are never of two rotations. It replaces their own options.
   */
  credentials: () => Credentials | Promise<Credentials>;
}

/** Options for signing a request without a client: the provider's credentials, and signing details. */
export type SignRequestOptions<P extends Provider> = CredentialOptions<TypesOf<P>["credentials"]> &
  Pick<CommonOptions, "signing">;

/** Options of every client. */
export interface CommonOptions {
  /**
   * Sends the authenticated and signed request. It must neither change the request nor follow redirects.
   * Default: the platform's `fetch`.
   */
  fetch?: Fetch;
  /**
   * Whether `cause` of a `ConnectionError` is the error of `fetch` as it was thrown. It may contain the URL, headers and
   * body of the request, so do not log it. Default: false, for name, message and code without them.
   */
  exposeCause?: boolean;
  /** Headers for every request. They cannot override authentication headers. */
  headers?: HeadersOption;
  /** How to retry failed calls that are safe to retry; `false` disables retries. */
  retry?: RetryOptions | false;
  /** How long a call may take. */
  timeout?: TimeoutOptions;
  /**
   * Largest response body to read as JSON or as text, in bytes after decompression; 0 for no limit. It does not apply
   * to `parseAs: "stream"`, `"blob"` and `"arrayBuffer"`. Default: 67108864, which is 64 MiB.
   */
  maxResponseBytes?: number;
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
  /**
   * How many milliseconds the provider's clock is ahead of this machine's, for timestamps in signatures. Default: 0,
   * until a refusal with another time in its `Date` header corrects it.
   */
  clockOffsetMs?: number;
}

/**
 * Which server to call. There is no default for a provider with several, so that nobody calls production by accident.
 * For a server whose URL has variables, an option for each.
 */
export type ServerOptions<P extends Provider> = [VariablesOf<TypesOf<P>>] extends [never]
  ? IsUnion<keyof P["servers"]> extends true
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
      }
  : ServerOptionsByEnvironment<P["servers"], VariablesOf<TypesOf<P>>>;

type VariablesOf<Types> = Types extends { serverOptions: infer Options } ? Options : never;

/** A server, with the options for the variables in its URL; or another URL, which needs none. */
type ServerOptionsByEnvironment<Servers, Options> =
  | {
      [E in keyof Servers & keyof Options & string]: Options[E] &
        EnvironmentOption<E, IsUnion<keyof Servers>> & { baseUrl?: undefined };
    }[keyof Servers & keyof Options & string]
  | ({
      /** URL to call instead: https, or http for a loopback address. */
      baseUrl: string;
      environment?: undefined;
    } & { [Option in keyof Options[keyof Options]]?: undefined });

type EnvironmentOption<E, IsOneOfSeveral> = IsOneOfSeveral extends true
  ? {
      /** Which of the provider's servers to call. There is no default. */
      environment: E;
    }
  : {
      /** Which of the provider's servers to call. Default: the only one. */
      environment?: E;
    };

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/** A client of a provider: one method per operation, and one per HTTP method for calls by path. */
export type Client<P extends Provider> = OperationMethods<
  TypesOf<P>["operations"],
  P["operations"]
> &
  PathMethods<TypesOf<P>["paths"]>;

/** The types of an operation, as a generated package exports them. */
export interface OperationTypes {
  /** Its parameters and body. */
  readonly input: object;
  /** Body of its 2xx responses; undefined if they have none. */
  readonly response: unknown;
  /** Bodies of its non-2xx responses, by status. */
  readonly errors: object;
}

/** One method per operation. It resolves to the response body, and rejects with an `HttpError` for a non-2xx status. */
export type OperationMethods<Operations, Table = unknown> = {
  readonly [K in keyof Operations]: OperationMethod<Operations[K]> &
    Extras<Operations[K], Table extends Record<K, infer Entry> ? Entry : unknown>;
};

/** An operation as a method. */
export type OperationMethod<Operation> = Operation extends OperationTypes
  ? object extends Operation["input"]
    ? MethodWithOptionalInput<Operation["input"], Operation["response"], Operation["errors"]>
    : MethodWithInput<Operation["input"], Operation["response"], Operation["errors"]>
  : never;

/** An operation that can be called without an input. */
export interface MethodWithOptionalInput<Input, Body, Errors> extends ErrorGuard<Errors> {
  <As extends ParseAs = ParsedByDefault<Body>>(
    input?: Input & CallOptions<As>,
  ): ResponsePromise<ParsedAs<Body, As>>;
}

/** An operation that requires an input. */
export interface MethodWithInput<Input, Body, Errors> extends ErrorGuard<Errors> {
  <As extends ParseAs = ParsedByDefault<Body>>(
    input: Input & CallOptions<As>,
  ): ResponsePromise<ParsedAs<Body, As>>;
}

/** Recognises an operation's errors. */
export interface ErrorGuard<Errors> {
  /** Returns whether an error is an `HttpError` of this operation. Its `status` then types its `body`. */
  isError(error: unknown): error is OperationError<Errors>;
}

/** The body of any error; unknown if the document describes none. */
type AnyOf<Errors> = [keyof Errors] extends [never] ? unknown : Errors[keyof Errors];

/** Additional methods of an operation, depending on what its document declares. */
type Extras<Operation, Entry> = Paged<Operation, Entry> & BrowserPage<Operation, Entry>;

/** An additional method of an operation whose page the end user's browser opens. */
export type BrowserPage<Operation, Entry> = Entry extends { browserPage: true }
  ? Operation extends OperationTypes
    ? PageMethods<Operation["input"]>
    : unknown
  : unknown;

/** The URL of a page. */
export interface PageMethods<Input> {
  /**
   * Returns the URL to open in the end user's browser. Nothing is sent, and the URL contains no credentials.
   *
   * @throws CountersignError `request_invalid` for a parameter that would be dropped or distorted.
   */
  url(input: Input): string;
}

/** Additional methods of an operation whose document declares pagination. */
export type Paged<Operation, Entry> = Entry extends { pagination: { items: infer Items } }
  ? Operation extends OperationTypes
    ? PagedMethods<
        Operation["input"] & CallOptions<"json">,
        Operation["response"],
        ItemAt<Operation["response"], Items>
      >
    : unknown
  : unknown;

/** Methods that read a whole list. */
export interface PagedMethods<Input, Page, Item> {
  /** Yields each page of the list, starting from the input. */
  pages(...args: Arguments<Input>): AsyncGenerator<Page, void, undefined>;
  /** Yields each item of the list, page by page. */
  items(...args: Arguments<Input>): AsyncGenerator<Item, void, undefined>;
}

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
  readonly [Method in HttpMethod]: PathMethod<Method extends keyof Paths ? Paths[Method] : unknown>;
};

/**
 * An HTTP method, for calls by path. Its types are looked up by the literal path. The constraint of `Path` is not
 * `keyof ByPath`, because the compiler evaluates a call's types for the whole constraint as well, which takes
 * seconds if there are a thousand paths, and fails if the union of their inputs is too complex.
 */
export type PathMethod<ByPath> = <
  Path extends string,
  As extends ParseAs = ParsedByDefault<ResponseOf<OperationAt<ByPath, Path>>>,
>(
  path: [Path] extends [keyof ByPath] ? Path : keyof ByPath,
  ...args: Arguments<InputOf<OperationAt<ByPath, Path>> & CallOptions<As>>
) => Promise<Result<OperationAt<ByPath, Path>, As>>;

// The brackets here keep the compiler from evaluating a type for each member of a union.

type OperationAt<ByPath, Path> = [Path] extends [keyof ByPath] ? ByPath[Path] : unknown;

type ResponseOf<Operation> = [Operation] extends [{ response: infer Body }] ? Body : never;

type InputOf<Operation> = [Operation] extends [{ input: infer Input }] ? Input : unknown;

/** Result of a call by path. Check `response.ok`, not `error`: an error's body may be empty. */
export type Result<Operation, As extends ParseAs> = Operation extends OperationTypes
  ? SuccessResult<ParsedAs<Operation["response"], As>> | ErrorResult<AnyOf<Operation["errors"]>>
  : never;

/** Result of a call by path that got a 2xx response. */
export interface SuccessResult<Body> {
  data: Body;
  error?: undefined;
  response: Response;
}

/** Result of a call by path that got another response. */
export interface ErrorResult<Body> {
  data?: undefined;
  error: Body;
  response: Response;
}

/** HTTP methods of a client. */
export type HttpMethod = "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH";

/** Options of one call. */
export interface CallOptions<As extends ParseAs = ParseAs> {
  /** Headers for this call. They cannot override authentication headers. */
  headers?: HeadersOption;
  /** Aborts the call. */
  signal?: AbortSignal;
  /**
   * How to read the body of a 2xx response. Default: `json`, or what the operation returns. If it returns JSON or
   * server-sent events, the response decides, unless you pass `json` or `events`.
   */
  parseAs?: As;
  /** How to retry this call. Overrides the client's option. */
  retry?: RetryOptions | false;
  /** How long this call may take. Overrides the client's option. */
  timeout?: TimeoutOptions;
  /** Largest response body to read as JSON or as text, in bytes. Overrides the client's option. */
  maxResponseBytes?: number;
}

/** Parameters and body of an operation. */
export type Input<Operation extends OperationTypes> = Operation["input"];

/** Body of an operation's 2xx responses; undefined if they have none. */
export type SuccessBody<Operation extends OperationTypes> = Operation["response"];

/** Body of an operation's non-2xx responses; unknown if the document describes none. */
export type ErrorBody<Operation extends OperationTypes> = AnyOf<Operation["errors"]>;

type ParsedAs<Body, As extends ParseAs> = {
  json: HasEvents<Body> extends true ? Exclude<Body, AsyncIterable<unknown>> : Body;
  events: Extract<Body, AsyncIterable<unknown>>;
  text: string;
  blob: Blob;
  arrayBuffer: ArrayBuffer;
  stream: Response["body"];
}[As];

/** The response decides between JSON and events, if the operation may return either. */
type ParsedByDefault<Body> = HasEvents<Body> extends true ? "json" | "events" : "json";

type HasEvents<Body> = [Extract<Body, AsyncIterable<unknown>>] extends [never] ? false : true;

type Arguments<Init> = object extends Init ? [input?: Init] : [input: Init];
