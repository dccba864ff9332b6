import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as received. */
export interface RecordedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** A loopback server that records the requests it receives. */
export interface Recorder {
  readonly url: string;
  readonly received: readonly RecordedRequest[];
  close(): Promise<void>;
}

/** Starts a server that accepts every request: DELETE gets no body, `/text` gets text, all else gets JSON. */
export async function startRecorder(): Promise<Recorder> {
  const received: RecordedRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url: target = "", headers } = request;
    received.push({ method, target, headers, body: Buffer.concat(chunks) });
    const isText = target.endsWith("/text");
    if (method === "DELETE") response.writeHead(204).end();
    else if (isText) response.writeHead(200, { "content-type": "text/plain" }).end("ok");
    else response.writeHead(200, { "content-type": "application/json" }).end('{"done":true}');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
