import { type FailedCall, RedirectError } from "../errors.ts";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Redirects that one attempt follows at most. */
export const MAX_REDIRECTS = 5;

/**
 * Returns the address to go on to, or undefined where an answer is no redirect.
 *
 * Only a GET or HEAD within the same origin goes on: anywhere else, credentials and body would go along.
 *
 * @throws RedirectError for every other redirect, after its body has been dropped.
 */
export async function redirectTarget(
  response: Response,
  { method, url, call }: { method: string; url: string; call: FailedCall },
): Promise<string | undefined> {
  const location = response.headers.get("location");
  // Browsers hide status and headers of a redirect that they are told not to follow.
  const isHidden = response.type === "opaqueredirect";
  if (!isHidden && !(REDIRECTS.has(response.status) && location !== null)) return undefined;
  await response.body?.cancel();
  const target =
    location !== null && URL.canParse(location, url) ? new URL(location, url) : undefined;
  const isSafe = method === "GET" || method === "HEAD";
  if (isSafe && target !== undefined && target.origin === new URL(url).origin) return target.href;
  throw new RedirectError(call, { status: response.status, origin: target?.origin });
}
