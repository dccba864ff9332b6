import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** The response for a path. Default: an empty JSON object. */
export interface StubResponse {
  readonly type?: string;
  readonly body?: unknown;
}

/** A loopback server that records the requests it receives. */
export interface Recorder {
  readonly url: string;
  /** Returns all requests as text: request line, the headers that API clients set, body. */
  wire(): string;
  close(): void;
}

/**
 * Starts a recorder.
 *
 * @param responses - Responses by request target.
 */
export async function startRecorder(
  responses: Readonly<Record<string, StubResponse>>,
): Promise<Recorder> {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    received.push(await textOf(request));
    const { type = "application/json", body = {} } = responses[request.url ?? ""] ?? {};
    response.setHeader("content-type", type);
    response.end(type === "application/json" ? JSON.stringify(body) : body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wire: () => received.join("\n\n"),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const HEADERS = /^(authorization|cookie|content-type|x-.*)$/;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const boundary = /boundary=(.+)$/.exec(request.headers["content-type"] ?? "")?.[1] ?? "";
  const plain = (text: string): string =>
    boundary === "" ? text : text.replaceAll(boundary, "BOUNDARY");
  const headers = Object.entries(request.headers)
    .filter(([name]) => HEADERS.test(name))
    .map(([name, value]) => plain(`${name}: ${String(value)}`))
    .sort();
  const body = plain(Buffer.concat(chunks).toString("utf8"));
  return [
    `${request.method} ${request.url}`,
    ...headers,
    ...(body === "" ? [] : ["", printable(body)]),
  ].join("\n");
}

/** Escapes control characters as in JavaScript. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => {
    if (character === "\r") return "\\r";
    if (character === "\n") return "\\n";
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}
