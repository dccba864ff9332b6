import { type Credentials, credentialsOf } from "./authenticate.ts";
import { toBaseUrl, toOperationUrl } from "./base-url.ts";
import type { Client, ClientOptions, HttpMethod } from "./client.ts";
import { assertCredential, type CredentialSource } from "./credentials.ts";
import { CountersignError, type FailedCall, HttpError } from "./errors.ts";
import {
  createTransport,
  type Fetch,
  type UntypedInit,
  type UntypedResult,
} from "./openapi-fetch.ts";
import type { Operation, Provider } from "./provider.ts";
import { toResponsePromise } from "./response-promise.ts";
import { send } from "./send.ts";

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
  const settings: Settings = options;
  const baseUrl = toBaseUrl(provider, settings);
  const baseUrlOf = (id: string, operation: Operation): string =>
    operation.servers === undefined || settings.baseUrl !== undefined
      ? baseUrl
      : toOperationUrl(operation.servers, { provider, id, environment: settings.environment });
  const credentials = toCredentials(provider, settings);
  const headers = { ...provider.defaultHeaders, ...settings.headers };
  const transport = createTransport(headers);
  const fetch: Fetch = settings.fetch ?? ((request) => globalThis.fetch(request));

  const call = (operationId: string, operation: Operation, init: UntypedInit = {}) => {
    const { method, path, requestMediaType, responseType: parseAs = "json" } = operation;
    const failed: FailedCall = { provider: provider.name, operationId, method, path };
    const context = { provider, operation, call: failed, credentials, fetch };
    const answer = async () =>
      transport(
        {
          baseUrl: baseUrlOf(operationId, operation),
          method,
          path,
          requestMediaType,
          parseAs,
          fetch: (request) => send(request, context),
        },
        init,
      );
    return { failed, result: answer() };
  };
  const byOperation = Object.entries(provider.operations).map(([id, operation]) => [
    id,
    (init?: UntypedInit) => {
      const { failed, result } = call(id, operation, init);
      return toResponsePromise(result.then((answer) => bodyOf(answer, failed)));
    },
  ]);
  const byPath = HTTP_METHODS.map((method) => [
    method,
    async (path: string, init?: UntypedInit) => {
      const [id, operation] = findOperation(provider, method, path);
      return call(id, operation, init).result;
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
}

function toCredentials(provider: Provider, settings: Settings): Credentials {
  const given = new Map(Object.entries(settings));
  const credentials: Record<string, CredentialSource | undefined> = {};
  for (const scheme of Object.values(provider.securitySchemes)) {
    for (const [option, { isSent }] of credentialsOf(scheme)) {
      const source: unknown = given.get(option);
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

function bodyOf(answer: UntypedResult, call: FailedCall): { data: unknown; response: Response } {
  const { data, error, response } = answer;
  // Not by `error`: openapi-fetch leaves it undefined where the body is empty.
  if (!response.ok) throw new HttpError(call, { body: error, response });
  return { data, response };
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
