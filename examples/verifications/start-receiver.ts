import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { WebhookError } from "countersign";

/** A webhook receiver on this machine. */
export interface Receiver {
  readonly url: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A delivery as it arrived. */
export interface RawDelivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Starts a webhook receiver.
 *
 * @param receive - Verifies and stores a delivery. One that it rejects gets the second status, every other the first.
 */
export async function startReceiver(
  receive: (delivery: RawDelivery) => Promise<void>,
  { accepted = 204, rejected = 400 } = {},
): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      await receive({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(accepted).end();
    } catch (error) {
      response.writeHead(error instanceof WebhookError ? rejected : 500).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
