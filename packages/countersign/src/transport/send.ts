import { authenticate, type Credentials } from "../authenticate.ts";
import { type FailedCall, RedirectError, requestIdOf } from "../errors.ts";
import type { Operation, Provider } from "../provider.ts";
import type { SignableRequest } from "../signing/signing-input.ts";
import { type AttemptEvent, type Hooks, notify, redactedHeaders } from "./hooks.ts";
import { MAX_REDIRECTS, redirectTarget } from "./redirect.ts";
import { type Payload, type RequestDraft, toPayload } from "./request-draft.ts";

/** Sends a final request. */
export type Fetch = (request: Request) => Promise<Response>;

/** What it takes to send the requests of one attempt. */
export interface SendContext {
  readonly provider: Provider;
  readonly operation: Operation;
  readonly call: FailedCall;
  /** What hooks are told of every request. */
  readonly event: AttemptEvent;
  readonly credentials: Credentials;
  /** The caller's own `fetch`. */
  readonly fetch: Fetch | undefined;
  readonly hooks: Hooks;
  readonly signal: AbortSignal;
  /** Value of the idempotency header, the same for every attempt of a call. */
  readonly idempotencyKey: string | undefined;
  /** What is signed for the hash of a body where there is none. Default: what the provider's table says. */
  readonly emptyBodyHash: "omit" | "hash" | undefined;
  /** Told when the request has left. */
  readonly progress: { isSent: boolean };
}

/**
 * Sends a draft: authenticates and signs the bytes of its body, and sends the same bytes.
 * Nothing comes after the signature. A redirect that is safe to follow is signed afresh.
 *
 * @throws CredentialError before any traffic, when a credential is missing or cannot be used.
 * @throws RedirectError for a redirect that is not followed.
 */
export async function send(draft: RequestDraft, context: SendContext): Promise<Response> {
  const { method, headers } = draft;
  const { call, operation, idempotencyKey } = context;
  const payload = await toPayload(draft);
  const { idempotencyHeader } = operation;
  if (idempotencyHeader !== undefined && idempotencyKey !== undefined) {
    if (!headers.has(idempotencyHeader)) headers.set(idempotencyHeader, idempotencyKey);
  }
  let url = draft.url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const request = new SignableDraft({ method, url, headers, payload });
    await authenticate(request, context);
    const response = await exchange(request, context);
    const target = await redirectTarget(response, { method, url, call });
    if (target === undefined) return response;
    url = target;
  }
  throw new RedirectError(call, { status: 310, origin: new URL(url).origin });
}

/** A request as signers see it; the bytes of its body are made when one asks for them. */
class SignableDraft implements SignableRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly payload: Payload;

  constructor(request: { method: string; url: string; headers: Headers; payload: Payload }) {
    this.method = request.method;
    this.url = request.url;
    this.headers = request.headers;
    this.payload = request.payload;
  }

  get body(): Uint8Array<ArrayBuffer> {
    return this.payload.bytes;
  }
}

async function exchange(request: SignableDraft, context: SendContext): Promise<Response> {
  const { hooks, event } = context;
  notify(hooks.onRequest, () => ({ ...event, headers: redactedHeaders(request.headers) }));
  const start = performance.now();
  const response = await transmit(request, context);
  notify(hooks.onResponse, () => ({
    ...event,
    status: response.status,
    durationMs: performance.now() - start,
    requestId: requestIdOf(response.headers),
    headers: redactedHeaders(response.headers),
  }));
  return response;
}

function transmit(request: SignableDraft, context: SendContext): Promise<Response> {
  const { method, url, headers, payload } = request;
  const { fetch, signal, progress } = context;
  const init: RequestInit = { method, headers, signal, redirect: "manual" };
  if (payload.body !== undefined) init.body = payload.body;
  progress.isSent = true;
  // A caller's fetch gets a Request, which it can read; the platform's own is quicker without one.
  return fetch === undefined ? globalThis.fetch(url, init) : fetch(new Request(url, init));
}
