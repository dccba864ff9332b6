import type { Authenticate } from "../authentication/authenticate.ts";
import type { CallInfo } from "../errors/call-info.ts";
import { RedirectError, requestIdOf } from "../errors/errors.ts";
import { own } from "../provider-table/own.ts";
import type { Operation } from "../provider-table/provider.ts";
import { type Hooks, notify, redactedHeaders } from "./hooks.ts";
import { discard } from "./read-response.ts";
import type { RequestDraft } from "./write-request.ts";

/**
 * Sends a final request. The second argument has what the request was made of, for a `fetch` that cannot read the
 * platform's `Request`, such as that of the package `undici`: in place of the request, such a `fetch` reads its URL.
 */
export type Fetch = (request: Request, init: RequestInit) => Promise<Response>;

/** How a client sends its requests. */
export interface SenderOptions {
  readonly authenticate: Authenticate;
  /** The caller's own `fetch`. */
  readonly fetch?: Fetch | undefined;
  readonly hooks: Hooks;
}

/** One attempt at a call. */
export interface Attempt {
  /** Its `attempts` is updated when the request is sent. */
  readonly call: CallInfo & { attempts: number };
  /** Counted from 1. */
  readonly attempt: number;
  readonly operation: Operation;
  readonly signal: AbortSignal;
}

/** Sends a draft and returns the response. */
export type Send = (draft: RequestDraft, attempt: Attempt) => Promise<Response>;

const REDIRECTS = /^30[12378]$/;

/** Maximum number of redirects that one attempt follows. */
const MAX_REDIRECTS = 5;

/**
 * Returns a function that authenticates and signs a draft, including the bytes of its body, and sends those same
 * bytes. Nothing changes after signing.
 *
 * It follows only redirects of a GET or HEAD within the same origin, and signs each of them again; any other
 * redirect would forward credentials and body.
 *
 * It throws a CredentialError, before sending anything, if a credential is missing or cannot be used, and a
 * RedirectError for a redirect that is not followed, after discarding the response body.
 */
export function createSender({ authenticate, fetch, hooks }: SenderOptions): Send {
  return async (draft, { call, attempt, operation, signal }) => {
    const { method, headers, body } = draft;
    const init = own<RequestInit>({ method, headers, signal, redirect: "manual" });
    if (body.length > 0) init.body = body;
    let { url } = draft;
    for (let redirects = 0; ; redirects += 1) {
      const request = { ...draft, url };
      await authenticate(request, operation);
      // Credential functions may have taken too long.
      signal.throwIfAborted();
      notify(hooks.onRequest, () => ({ ...call, attempt, headers: redactedHeaders(headers) }));
      call.attempts = attempt;
      const start = performance.now();
      // A caller's fetch gets a Request, which it can inspect; the platform's fetch is faster without one.
      const response = await (fetch
        ? fetch(toRequest(request.url, init), init)
        : globalThis.fetch(request.url, init));
      // Only a caller's fetch ignores the signal.
      if (signal.aborted) discard(response);
      signal.throwIfAborted();
      const { status, type, headers: received } = response;
      notify(hooks.onResponse, () => ({
        ...call,
        attempt,
        status,
        durationMs: performance.now() - start,
        requestId: requestIdOf(received),
        headers: redactedHeaders(received),
      }));
      const location = received.get("location");
      const isRedirect = location !== null && REDIRECTS.test(`${status}`);
      // Browsers hide the status and headers of a redirect that they do not follow.
      if (!isRedirect && type !== "opaqueredirect") return response;
      discard(response);
      const target = isRedirect && URL.canParse(location, url) ? new URL(location, url) : undefined;
      const isSafe =
        /^(GET|HEAD)$/.test(method) &&
        target?.origin === new URL(url).origin &&
        // Fetch rejects a URL with credentials, and its error would quote them.
        target.username + target.password === "";
      if (!isSafe || redirects === MAX_REDIRECTS)
        throw new RedirectError(call, status, target?.origin);
      url = target.href;
    }
  };
}

/** Returns a request whose string form is its URL, as which another library's fetch reads what is not its own `Request`. */
function toRequest(url: string, init: RequestInit): Request {
  return Object.assign(new Request(url, init), { toString: () => url });
}
