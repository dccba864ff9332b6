import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

/** The response of a path: a body, a response, or a function that handles the request itself. */
export type StubResponse =
  | string
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A site on a free port of this machine. */
export interface Upstream {
  /** Without a trailing slash. */
  readonly origin: string;
  /** Responses by path; any other path is a 404. Tests may change it. */
  readonly pages: Record<string, StubResponse>;
  /** Requests that arrived, with lines such as `GET /a.yaml`. */
  readonly requests: { readonly line: string; readonly headers: IncomingMessage["headers"] }[];
}

/** Starts a site that stops when the test finishes. */
export async function startUpstream(pages: Record<string, StubResponse> = {}): Promise<Upstream> {
  const requests: Upstream["requests"] = [];
  const server = createServer((request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    respond(pages[request.url ?? ""] ?? { status: 404 }, { request, response });
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  onTestFinished(
    () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { origin: `http://127.0.0.1:${address.port}`, pages, requests };
}

function respond(
  stub: StubResponse,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): void {
  if (typeof stub === "function") {
    stub(request, response);
    return;
  }
  const {
    status = 200,
    headers = {},
    body = "",
  } = typeof stub === "string" ? { body: stub } : stub;
  const isKnown = headers.etag !== undefined && headers.etag === request.headers["if-none-match"];
  response.writeHead(isKnown ? 304 : status, headers).end(isKnown ? undefined : body);
}
