import type { Server } from "node:http";

/** Stops a server and ends its open connections; a server that is closed already stays so. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
