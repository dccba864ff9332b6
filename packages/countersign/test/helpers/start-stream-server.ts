import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import { listen } from "./listen.ts";

/** A response whose body a test writes as it likes. */
export interface OpenResponse {
  readonly request: IncomingMessage;
  /** Its headers have been sent. */
  readonly response: ServerResponse;
  /** Resolves when the client has closed the connection, or the response is complete. */
  readonly closed: Promise<void>;
}

/**
 * Starts a loopback server that responds with an event stream until the test ends, and returns its URL.
 *
 * @param write - Called for each request once the headers have been sent.
 */
export async function startStreamServer(
  write: (open: OpenResponse) => unknown,
  contentType = "text/event-stream",
): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    const closed = new Promise<void>((resolve) => response.on("close", resolve));
    response.writeHead(200, { "content-type": contentType });
    response.flushHeaders();
    write({ request, response, closed });
  });
  return listen(server);
}

/** Writes a string byte by byte, each as a chunk of its own. */
export async function writeBytes(response: ServerResponse, string: string): Promise<void> {
  response.socket?.setNoDelay();
  for (const byte of new TextEncoder().encode(string)) {
    response.write(new Uint8Array([byte]));
    await setImmediate();
  }
}
