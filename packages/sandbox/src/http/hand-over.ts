import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { OWN_PATH } from "../exchange/own-path.ts";
import { Refusal } from "../exchange/refusal.ts";
import { bodyTooLarge, readBody } from "./read-body.ts";

/** Responds to a request for one of the sandbox's own addresses. */
export type ServeOwn = (request: Request) => Promise<Response>;

/**
 * Lets the sandbox's own pages respond to a request. A body that is a stream is sent as it comes, until the client goes
 * away.
 *
 * @param gone - Aborts when the connection has closed.
 * @throws Refusal if the request cannot be handed over. Nothing is sent then.
 */
export async function handOver(
  message: IncomingMessage,
  response: ServerResponse,
  { serve, gone }: { readonly serve: ServeOwn; readonly gone: AbortSignal },
): Promise<void> {
  const body = await readBody(message);
  if (body === undefined) throw bodyTooLarge();
  const own = await serve(toRequest(message, body, gone));
  response.statusCode = own.status;
  response.setHeaders(own.headers);
  response.setHeader("x-sandbox", "countersign");
  if (own.body === null) {
    response.end();
    return;
  }
  // The types of the platform and of Node describe one class, and disagree about a parameter that is not used here.
  const stream = Readable.fromWeb(own.body as WebStream);
  // Fails if the client has gone or the stream broke. The connection is closed by then, so nobody can be told.
  await pipeline(stream, response).catch(() => undefined);
}

function toRequest(message: IncomingMessage, body: Uint8Array, signal: AbortSignal): Request {
  const { method = "", url = "", headers } = message;
  const hasBody = body.length > 0 && method !== "GET" && method !== "HEAD";
  try {
    // The URL's host is arbitrary. What the client believes to call is in the header.
    return new Request(`http://sandbox${url}`, {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      body: hasBody ? Buffer.from(body) : null,
      signal,
    });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    // The Fetch standard has no such request, as with the method TRACE.
    const message = `The method ${method} is not allowed below ${OWN_PATH}.`;
    throw new Refusal({ status: 405, code: "method_not_allowed", message });
  }
}
