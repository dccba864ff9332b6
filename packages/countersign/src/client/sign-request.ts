import { createAuthenticator, toCredentials } from "../authentication/authenticate.ts";
import { placeCredential } from "../authentication/place-credential.ts";
import { CountersignError, toCountersignError } from "../errors/errors.ts";
import { own, ownTable } from "../provider-table/own.ts";
import type { Operation, Provider } from "../provider-table/provider.ts";
import { correctedClock } from "../signing/corrected-clock.ts";
import { signAnyRequest } from "../signing/sign-any-request.ts";
import type { SigningOptions, SignRequestOptions } from "./client.ts";

/** A request to sign, as openapi-fetch passes it to a middleware. */
export interface RequestToSign {
  readonly request: Request;
  /** The path of its operation in the provider's document, such as `/users/{id}`. */
  readonly schemaPath: string;
}

/**
 * Returns a copy of a request with the credentials and signatures that its operation requires, as a client would send it. For
 * requests that are sent by other means than a client; change nothing afterwards.
 *
 * @example
 * ```ts
 * client.use({ onRequest: (call) => signRequest(paywint, call, { platformId, secretKey }) });
 * ```
 * @throws CountersignError `request_invalid` if the provider has no such operation; CredentialError if a credential is missing or
 * cannot be used.
 */
export async function signRequest<P extends Provider>(
  provider: P,
  call: RequestToSign,
  options: SignRequestOptions<P>,
): Promise<Request> {
  try {
    return await signedCopy(provider, call, options);
  } catch (error) {
    throw toCountersignError(error, "request_invalid");
  }
}

async function signedCopy<P extends Provider>(
  provider: P,
  { request, schemaPath }: RequestToSign,
  options: SignRequestOptions<P>,
): Promise<Request> {
  const { operations, ...facts }: Provider = own(provider);
  const { method } = request;
  const operation = Object.values<Operation>(operations).find(
    (each) => each.method === method && each.path === schemaPath,
  );
  if (operation === undefined) {
    const message = `${facts.title} has no operation ${method} ${schemaPath}.`;
    throw new CountersignError("request_invalid", message);
  }
  const settings: { signing?: SigningOptions } = own(options);
  const { emptyBodyHash, clockOffsetMs } = own(settings.signing);
  // Other operations are irrelevant, and copying them would cost more than the signature.
  const table = ownTable({ ...facts, operations: {} });
  const authenticate = createAuthenticator(table, {
    credentials: toCredentials(table, settings),
    signRequest: signAnyRequest,
    placeCredential,
    emptyBodyHash,
    clock: correctedClock(table, clockOffsetMs),
  });
  const body = new Uint8Array(await request.clone().arrayBuffer());
  const headers = new Headers(request.headers);
  const signed = { method, url: request.url, headers, body };
  await authenticate(signed, ownTable(operation));
  const init: RequestInit = body.length > 0 ? { headers, body } : { headers };
  return new Request(signed.url === request.url ? request : new Request(signed.url, request), init);
}
