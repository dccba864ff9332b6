import { createServer, type IncomingHttpHeaders } from "node:http";
import { listen } from "./listen.ts";

/** A request as received. */
export interface Received {
  readonly method: string;
  /** Path and query of the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A response to send. */
export interface StubResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A loopback server that records requests, until the test ends. */
export interface TestServer {
  readonly url: string;
  readonly received: readonly Received[];
}

/** Starts a server on a free port that responds to each request, counted from 1, with the result of `reply`. */
export async function startServer(
  reply: (request: Received, count: number) => StubResponse = () => ({}),
): Promise<TestServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url: target = "", headers } = request;
    const entry = { method, target, headers, body: Buffer.concat(chunks) };
    received.push(entry);
    const { status = 200, headers: replyHeaders, body = "{}" } = reply(entry, received.length);
    response.writeHead(status, { "content-type": "application/json", ...replyHeaders });
    response.end(body);
  });
  return { url: await listen(server), received };
}
