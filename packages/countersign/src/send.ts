import { authenticate, type Credentials } from "./authenticate.ts";
import { type FailedCall, RedirectError } from "./errors.ts";
import type { Fetch } from "./openapi-fetch.ts";
import type { Operation, Provider } from "./provider.ts";

/** What it takes to send a request of one operation. */
export interface SendContext {
  readonly provider: Provider;
  readonly operation: Operation;
  readonly call: FailedCall;
  readonly credentials: Credentials;
  readonly fetch: Fetch;
}

/**
 * Sends a request: reads its body once, authenticates and signs those bytes, and sends the same bytes.
 * Nothing comes after the signature.
 *
 * @throws CredentialError before any traffic, when a credential is missing or cannot be used.
 * @throws RedirectError for a redirect, which is never followed.
 */
export async function send(request: Request, context: SendContext): Promise<Response> {
  const { method, url, signal } = request;
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = new Headers(request.headers);
  await authenticate({ method, url, headers, body }, context);
  const response = await context.fetch(
    new Request(url, {
      method,
      headers,
      signal,
      redirect: "manual",
      ...(body.length > 0 && { body }),
    }),
  );
  await refuseRedirect(response, url, context.call);
  return response;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

async function refuseRedirect(response: Response, url: string, call: FailedCall): Promise<void> {
  const location = response.headers.get("location");
  // Browsers hide status and headers of a redirect that they are told not to follow.
  const isHidden = response.type === "opaqueredirect";
  if (!isHidden && !(REDIRECTS.has(response.status) && location !== null)) return;
  await response.body?.cancel();
  const target = location ?? "";
  const origin =
    target !== "" && URL.canParse(target, url) ? new URL(target, url).origin : undefined;
  throw new RedirectError(call, { status: response.status, origin });
}
