import type { Server } from "node:http";
import { SandboxError } from "../errors/sandbox-error.ts";

/** The only address that a sandbox listens on, so that no other machine can reach it. */
const HOST = "127.0.0.1";

/**
 * Makes a server listen on the loopback address only.
 *
 * @param port - 0 for any free port.
 * @returns The server's URL, without a trailing slash.
 * @throws SandboxError `port_in_use` if the port is taken.
 */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) => {
      const message = `Port ${port} is already in use. Choose another port, or 0 for any free port.`;
      const taken = cause.code === "EADDRINUSE";
      reject(taken ? new SandboxError("port_in_use", message, { cause }) : cause);
    };
    server.once("error", fail);
    server.listen(port, HOST, () => {
      server.off("error", fail);
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://${HOST}:${bound}`);
    });
  });
}
