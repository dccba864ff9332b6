import { createAuthenticator, toCredentials } from "../authentication/authenticate.ts";
import type { PlaceCredential } from "../authentication/place-credential.ts";
import { CountersignError, HttpError, toCountersignError } from "../errors/errors.ts";
import type { PagedInput, Paginate } from "../pagination/paginate.ts";
import { own, ownTable } from "../provider-table/own.ts";
import type { Operation, Provider } from "../provider-table/provider.ts";
import type { CreateClock } from "../signing/corrected-clock.ts";
import type { SignRequest } from "../signing/sign-request.ts";
import {
  type CallerOptions,
  type CallInit,
  type CallResult,
  createCaller,
} from "../transport/call.ts";
import type { CompleteServer } from "../transport/complete-server.ts";
import type { EncodeBody } from "../transport/encode-body.ts";
import type { EventStreams } from "../transport/event-streams.ts";
import type { CheckFixedHeaders } from "../transport/fixed-headers.ts";
import type { UntypedInit, WriteRequest } from "../transport/write-request.ts";
import type { Client, ClientOptions, HttpMethod, SigningOptions } from "./client.ts";
import type { PageUrls } from "./page-urls.ts";
import { type ResponsePromise, toResponsePromise } from "./response-promise.ts";

/** Code that only some providers need. Each entry passes its own, so that bundles contain no unused features. */
export interface Features {
  readonly checkFixedHeaders?: CheckFixedHeaders;
  readonly completeServer?: CompleteServer;
  readonly correctedClock?: CreateClock;
  readonly encodeBody?: EncodeBody;
  readonly eventStreams?: EventStreams;
  readonly pageUrls?: PageUrls;
  readonly paginate?: Paginate;
  readonly placeCredential?: PlaceCredential;
  readonly signRequest?: SignRequest;
  readonly writeStyledRequest?: WriteRequest;
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
 * Returns the same client as `connect`, for a provider that needs only these features.
 *
 * @throws what `connect` throws.
 */
export function createClient<P extends Provider>(
  provider: P,
  options: ClientOptions<P>,
  features: Features,
): Client<P> {
  try {
    return clientOf(ownTable(provider), options, features);
  } catch (error) {
    throw toCountersignError(error, "configuration_invalid");
  }
}

function clientOf<P extends Provider>(
  provider: P,
  options: ClientOptions<P>,
  given: Features,
): Client<P> {
  const features = own(given);
  const settings: CallerOptions & { signing?: SigningOptions } = own(options);
  const { emptyBodyHash, clockOffsetMs } = own(settings.signing);
  const clock = features.correctedClock?.(provider, clockOffsetMs);
  const credentials = toCredentials(provider, settings);
  const authenticate = createAuthenticator(
    provider,
    own({ ...features, credentials, emptyBodyHash, clock }),
  );
  const call = createCaller(provider, settings, own({ ...features, authenticate, clock }));
  const pageUrlOf = features.pageUrls?.(provider, settings, features.completeServer);
  const operations = Object.entries<Operation>(provider.operations);
  const byOperation = operations.map(([id, operation]) => {
    const method = (init?: CallInit): ResponsePromise<unknown> =>
      toResponsePromise(call(id, operation, init).then(bodyOf));
    const isError = (error: unknown): error is HttpError =>
      error instanceof HttpError &&
      error.call.provider === provider.name &&
      error.call.operationId === id;
    const { browserPage, pagination } = operation;
    const fetchPage = async (input: PagedInput) => method(input as CallInit);
    const members = Object.assign(
      method,
      { isError },
      browserPage && pageUrlOf && { url: (init: UntypedInit) => pageUrlOf(id, init) },
      pagination && features.paginate?.(pagination, fetchPage),
    );
    return [id, members];
  });
  // Among a thousand operations, a search takes longer than all else that the client does for a call.
  const routes = new Map(operations.map((each) => [`${each[1].method} ${each[1].path}`, each]));
  const byPath = HTTP_METHODS.map((method) => [
    method,
    async (path: string, init?: CallInit) => {
      const named = typeof path === "string" ? path : typeof path;
      const found = routes.get(`${method} ${named}`);
      if (found === undefined) {
        const message = `${provider.title} has no operation ${method} ${named}.`;
        throw new CountersignError("request_invalid", message);
      }
      const { call: _, ...result } = await call(...found, init);
      return result;
    },
  ]);
  // The client's type derives from the provider's types. This package's type tests and the generator's drift
  // check ensure that both have the same members.
  return Object.freeze(Object.fromEntries([...byOperation, ...byPath])) as Client<P>;
}

function bodyOf({ data, error, response, call }: CallResult): {
  data: unknown;
  response: Response;
} {
  if (!response.ok) throw new HttpError(call, { body: error, response });
  return { data, response };
}
