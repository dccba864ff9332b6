import type { Server } from "node:http";
import { SandboxError } from "../errors/sandbox-error.ts";

/** The only address that a sandbox listens on: no other machine reaches it. */
const HOST = "127.0.0.1";

/**
 * Makes a server listen on this machine only.
 *
 * @param port - 0 for any free port.
 * @returns The server's URL, without a slash at its end.
 * @throws SandboxError `port_in_use`.
 */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) => {
      const message = `Port ${port} is in use; choose another one, or 0 for any free port.`;
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
