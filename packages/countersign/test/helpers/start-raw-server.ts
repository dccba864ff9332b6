import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import { onTestFinished } from "vitest";

/**
 * Starts a TCP server on loopback until the test ends, and returns its URL.
 *
 * @param onData - Called for the first bytes of each connection, counted from 1.
 */
export async function startRawServer(
  onData: (socket: Socket, count: number) => void,
): Promise<string> {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    count += 1;
    const number = count;
    socket.on("error", () => undefined);
    socket.once("data", () => onData(socket, number));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
