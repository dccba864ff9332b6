import type { Server } from "node:http";

/** Stops a server and closes its open connections. Closing it again has no effect. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
