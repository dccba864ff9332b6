import { createAuthenticator, toCredentials } from "../authentication/authenticate.ts";
import type { PlaceCredential } from "../authentication/place-credential.ts";
import { CountersignError, HttpError } from "../errors/errors.ts";
import type { PagedInput, Paginate } from "../pagination/paginate.ts";
import type { Operation, Provider } from "../provider-table/provider.ts";
import type { SignRequest } from "../signing/sign-request.ts";
import {
  type Caller,
  type CallerOptions,
  type CallInit,
  type CallResult,
  createCaller,
} from "../transport/call.ts";
import type { EncodeBody } from "../transport/encode-body.ts";
import type { WriteRequest } from "../transport/write-request.ts";
import type { Client, ClientOptions, HttpMethod, SigningOptions } from "./client.ts";
import { type ResponsePromise, toResponsePromise } from "./response-promise.ts";

/**
 * What only some providers need. A bundle holds it where it is named, so that the entry of a provider
 * that signs nothing carries no signing.
 */
export interface Features {
  readonly encodeBody?: EncodeBody;
  readonly paginate?: Paginate;
  readonly placeCredential?: PlaceCredential;
  readonly writeStyledRequest?: WriteRequest;
  readonly signRequest?: SignRequest;
}

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
 * Returns a client of a provider that has these features: what `connect` returns, of those whose
 * description needs no others.
 *
 * @throws what `connect` throws.
 */
export function createClient<P extends Provider>(
  provider: P,
  options: ClientOptions<P>,
  features: Features,
): Client<P> {
  const {
    encodeBody,
    paginate,
    writeStyledRequest,
    placeCredential: place,
    signRequest: sign,
  } = features;
  const settings: CallerOptions & { signing?: SigningOptions } = options;
  const credentials = toCredentials(provider, options);
  const call = createCaller(provider, settings, {
    encodeBody,
    writeStyledRequest,
    authenticate: createAuthenticator(provider, { credentials, sign, place, ...settings.signing }),
  });
  const operations = Object.entries<Operation>(provider.operations);
  const byOperation = operations.map(([id, operation]) => [
    id,
    createMethod(provider, { id, operation, call, paginate }),
  ]);
  const byPath = HTTP_METHODS.map((method) => [
    method,
    async (path: string, init?: CallInit) => {
      const found = operations.find(([, each]) => each.method === method && each.path === path);
      if (found === undefined) {
        const text = `${provider.title} has no operation ${method} ${path}.`;
        throw new CountersignError("request_invalid", text);
      }
      const { call: _, ...result } = await call(...found, init);
      return result;
    },
  ]);
  // The types of a client follow from the provider's; that both have the same members is what the
  // type tests of this package and the drift check of the generator hold.
  return Object.freeze(Object.fromEntries([...byOperation, ...byPath])) as Client<P>;
}

function createMethod(
  provider: Provider,
  details: { id: string; operation: Operation; call: Caller; paginate: Paginate | undefined },
): object {
  const { id, operation, call, paginate } = details;
  const method = (init?: CallInit): ResponsePromise<unknown> =>
    toResponsePromise(call(id, operation, init).then(bodyOf));
  const isError = (error: unknown): error is HttpError =>
    error instanceof HttpError &&
    error.call.provider === provider.name &&
    error.call.operationId === id;
  const { pagination } = operation;
  const fetchPage = async (input: PagedInput) => method(input as CallInit);
  return Object.assign(method, { isError }, pagination && paginate?.(pagination, fetchPage));
}

function bodyOf({ data, error, response, call }: CallResult): {
  data: unknown;
  response: Response;
} {
  if (!response.ok) throw new HttpError(call, { body: error, response });
  return { data, response };
}
