import { createServer, type IncomingHttpHeaders } from "node:http";
import { listen } from "./listen.ts";

/** A request as it came over the wire. */
export interface Received {
  readonly method: string;
  /** Path and query of the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer to give. */
export interface StubResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server on loopback that keeps what it receives and ends with the test. */
export interface TestServer {
  readonly url: string;
  readonly received: readonly Received[];
}

/** Starts a server on a free port that answers every request, counted from 1, as `answer` says. */
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
