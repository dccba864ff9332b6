import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that fails. */
export interface FaultServer {
  readonly url: string;
  /** The idempotency keys received with each body; several keys for one body would create it several times. */
  readonly keysByBody: ReadonlyMap<string, ReadonlySet<string>>;
  readonly faults: () => number;
  /** Returns the number of open connections. */
  readonly connections: () => Promise<number>;
  close(): Promise<void>;
}

/**
 * Starts a server that fails a share of the requests, in every way that a network can fail.
 *
 * @param random - Returns a number from 0 to 1, seeded so that runs are reproducible.
 */
export async function startFaultServer(share: number, random: () => number): Promise<FaultServer> {
  const keysByBody = new Map<string, Set<string>>();
  let faults = 0;
  // How many more requests the current storm will fail.
  let storm = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const key = request.headers["idempotency-key"];
      const body = Buffer.concat(chunks).toString();
      if (typeof key === "string") {
        keysByBody.set(body, (keysByBody.get(body) ?? new Set()).add(key));
      }
      const isFault = random() < share;
      if (isFault || storm > 0) {
        faults += 1;
        if (storm === 0 && random() < STORM_SHARE) storm = STORM_LENGTH;
        if (storm > 0) {
          storm -= 1;
          reply(response, 503);
        } else FAULTS[Math.floor(random() * FAULTS.length)]?.(response);
      } else {
        reply(response, 200);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keysByBody,
    faults: () => faults,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One fault in two hundred starts a storm, during which every response is a 503. */
const STORM_SHARE = 1 / 200;
const STORM_LENGTH = 60;

const BODY = JSON.stringify({ id: "u1" });

function reply(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(BODY);
}

function raw(length: number): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${BODY}`;
}

const FAULTS: ((response: ServerResponse) => void)[] = [
  (response) => response.socket?.resetAndDestroy(),
  (response) => response.socket?.destroy(),
  (response) => reply(response, 503),
  (response) => reply(response, 500),
  (response) => reply(response, 429, { "retry-after": "0" }),
  (response) => reply(response, 429, { "retry-after": "1" }),
  (response) => reply(response, 503, { "retry-after": new Date(Date.now() + 500).toUTCString() }),
  (response) => reply(response, 408),
  // Half a body, then a closed connection.
  (response) => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": String(BODY.length),
    });
    response.write(BODY.slice(0, 4));
    setTimeout(() => response.socket?.destroy(), 1);
  },
  // A body that stalls.
  (response) => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": String(BODY.length),
    });
    response.write(BODY.slice(0, 4));
  },
  // No response at all.
  () => undefined,
  // A late response, and one that arrives in pieces.
  (response) => void setTimeout(() => reply(response, 200), 20),
  (response) => {
    const bytes = raw(BODY.length);
    for (let at = 0; at < bytes.length; at += 16) {
      setTimeout(() => response.socket?.write(bytes.slice(at, at + 16)), at / 8);
    }
    setTimeout(() => response.socket?.end(), bytes.length / 8 + 1);
  },
  // Fewer bytes than announced, and more.
  (response) => response.socket?.end(raw(BODY.length + 5)),
  (response) => response.socket?.end(raw(BODY.length - 3)),
  // Invalid JSON.
  (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end("{");
  },
];
