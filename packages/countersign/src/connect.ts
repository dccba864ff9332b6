import { type Credentials, credentialsOf } from "./authenticate.ts";
import type { Client, ClientOptions, HttpMethod, SigningOptions } from "./client.ts";
import { assertCredential, type CredentialSource } from "./credentials.ts";
import { CountersignError, HttpError } from "./errors.ts";
import { itemsOf, type PagedInput, pagesOf } from "./pagination.ts";
import type { Operation, Provider } from "./provider.ts";
import { type ResponsePromise, toResponsePromise } from "./response-promise.ts";
import { toBaseUrl, toOperationUrl } from "./transport/base-url.ts";
import { type CallResult, makeCall } from "./transport/call.ts";
import type { TimeoutOptions } from "./transport/deadline.ts";
import type { Hooks } from "./transport/hooks.ts";
import { createTransport, type UntypedInit } from "./transport/openapi-fetch.ts";
import { type RetryOptions, toRetryPolicy } from "./transport/retry.ts";
import type { Fetch } from "./transport/send.ts";

const HTTP_METHODS: readonly HttpMethod[] = [
  "GET",
  "PUT",
  "POST",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PATCH",
];

/**
 * Returns a client of a provider: of any package that `@countersign/codegen` made.
 *
 * @example
 * ```ts
 * import { persona } from "@countersign/persona";
 * const client = connect(persona, { apiKey: () => vault.read("persona") });
 * ```
 * @throws CountersignError `configuration_invalid` when the server to call is missing, unknown or not
 * https; a CredentialError when a credential given as a value cannot be used, or one that every call
 * needs is missing.
 */
export function connect<P extends Provider>(provider: P, options: ClientOptions<P>): Client<P> {
  const call = createCaller(provider, options);
  const byOperation = Object.entries(provider.operations).map(([id, operation]) => [
    id,
    createMethod(provider, { id, operation, call }),
  ]);
  const byPath = HTTP_METHODS.map((method) => [
    method,
    async (path: string, init?: CallInit) => {
      const [id, operation] = findOperation(provider, method, path);
      const { call: _, ...result } = await call(id, operation, init);
      return result;
    },
  ]);
  // The types of a client follow from the provider's; that both have the same members is what the
  // type tests of this package and the drift check of the generator hold.
  return Object.freeze(Object.fromEntries([...byOperation, ...byPath])) as Client<P>;
}

/** The options of a client whose provider is not known to the compiler. */
interface Settings {
  readonly environment?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly fetch?: Fetch;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retry?: RetryOptions | false;
  readonly timeout?: TimeoutOptions;
  readonly hooks?: Hooks;
  readonly signing?: SigningOptions;
}

/** The options of a call whose operation is not known to the compiler. */
interface CallInit extends UntypedInit {
  readonly signal?: AbortSignal;
  readonly retry?: RetryOptions | false;
  readonly timeout?: TimeoutOptions;
}

type Caller = (id: string, operation: Operation, init?: CallInit) => Promise<CallResult>;

function createCaller(provider: Provider, settings: Settings): Caller {
  const baseUrl = toBaseUrl(provider, settings);
  const shared = {
    provider,
    credentials: toCredentials(provider, settings),
    fetch: settings.fetch,
    hooks: settings.hooks ?? {},
    emptyBodyHash: settings.signing?.emptyBodyHash,
    transport: createTransport({ ...provider.defaultHeaders, ...settings.headers }),
  };
  const baseUrlOf = (id: string, { servers }: Operation): string =>
    servers === undefined || settings.baseUrl !== undefined
      ? baseUrl
      : toOperationUrl(servers, { provider, id, environment: settings.environment });
  let calls = 0;
  return async (operationId, operation, init = {}) => {
    calls += 1;
    return makeCall(shared, {
      callId: calls,
      operationId,
      operation,
      baseUrl: baseUrlOf(operationId, operation),
      init,
      signal: init.signal,
      retry: toRetryPolicy(init.retry, settings.retry),
      timeout: { ...settings.timeout, ...init.timeout },
    });
  };
}

function createMethod(
  provider: Provider,
  { id, operation, call }: { id: string; operation: Operation; call: Caller },
): object {
  const method = (init?: CallInit): ResponsePromise<unknown> =>
    toResponsePromise(call(id, operation, init).then(bodyOf));
  const isError = (error: unknown): error is HttpError =>
    error instanceof HttpError &&
    error.call.provider === provider.name &&
    error.call.operationId === id;
  const { pagination } = operation;
  if (pagination === undefined) return Object.assign(method, { isError });
  const fetchPage = async (input: PagedInput) => method(input as CallInit);
  return Object.assign(method, {
    isError,
    pages: (input: PagedInput = {}) => pagesOf(pagination, { fetchPage, input }),
    items: (input: PagedInput = {}) => itemsOf(pagination, { fetchPage, input }),
  });
}

function bodyOf({ data, error, response, call }: CallResult): {
  data: unknown;
  response: Response;
} {
  // Not by `error`: openapi-fetch leaves it undefined where the body is empty.
  if (!response.ok) throw new HttpError(call, { body: error, response });
  return { data, response };
}

function toCredentials(provider: Provider, settings: Settings): Credentials {
  const given = new Map<string, unknown>(Object.entries(settings));
  const credentials: Record<string, CredentialSource | undefined> = {};
  for (const scheme of Object.values(provider.securitySchemes)) {
    for (const [option, { isSent }] of credentialsOf(scheme)) {
      const source = given.get(option);
      const isRequired = provider.requiredCredentials.includes(option);
      if (isFunction(source)) credentials[option] = source;
      else if (source !== undefined || isRequired) {
        assertCredential(source, { option, title: provider.title, isSent });
        credentials[option] = source;
      }
    }
  }
  return credentials;
}

function isFunction(value: unknown): value is () => string | Promise<string> {
  return typeof value === "function";
}

function findOperation(provider: Provider, method: string, path: string): [string, Operation] {
  for (const entry of Object.entries(provider.operations)) {
    if (entry[1].method === method && entry[1].path === path) return entry;
  }
  throw new CountersignError(
    "request_invalid",
    `${provider.title} has no operation ${method} ${path}; give the path as its document writes it.`,
  );
}
