import type { IncomingMessage, ServerResponse } from "node:http";

/** How long a browser may remember what a preflight allowed, in seconds. */
const MAX_AGE_IN_S = "600";

/**
 * Lets pages of this machine call the sandbox, as the Fetch standard's CORS protocol defines. Pages of other origins
 * get no such header, so that browsers keep responses from them.
 *
 * @returns Whether the request was a preflight, which has its response by then.
 */
export function allowLoopbackOrigin(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin, ...headers } = request.headers;
  response.setHeader("vary", "origin");
  if (origin === undefined || !isLoopback(origin)) return false;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", "*");
  const method = headers["access-control-request-method"];
  if (request.method !== "OPTIONS" || method === undefined) return false;
  response.writeHead(204, {
    "access-control-allow-methods": method,
    "access-control-allow-headers": headers["access-control-request-headers"] ?? "",
    "access-control-max-age": MAX_AGE_IN_S,
  });
  response.end();
  return true;
}

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(origin);
}
