import type { Server } from "node:http";
import { isIPv6 } from "node:net";
import { SandboxError } from "../errors/sandbox-error.ts";
import { isUnspecified, LOOPBACK_HOST } from "./guard.ts";

/** Where to listen. */
export interface ListenOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** Name or address of this machine. */
  readonly host: string;
}

/**
 * Makes a server listen.
 *
 * @returns The server's URL on this machine, without a trailing slash.
 * @throws SandboxError `port_in_use` if the port is taken, `invalid_host` if the host is none of this machine.
 */
export function listen(server: Server, { port, host }: ListenOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) => {
      reject(toSandboxError(cause, { port, host }));
    };
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://${nameInUrl(host)}:${bound}`);
    });
  });
}

function nameInUrl(host: string): string {
  if (isUnspecified(host)) return LOOPBACK_HOST;
  return isIPv6(host) ? `[${host}]` : host;
}

function toSandboxError(
  cause: NodeJS.ErrnoException,
  { port, host }: ListenOptions,
): NodeJS.ErrnoException {
  if (cause.code === "EADDRINUSE") {
    const message = `Port ${port} is already in use. Choose another port, or 0 for any free port.`;
    return new SandboxError("port_in_use", message, { cause });
  }
  if (cause.code === "EADDRNOTAVAIL" || cause.syscall === "getaddrinfo") {
    const message = `The host ${JSON.stringify(host)} is no address of this machine.`;
    return new SandboxError("invalid_host", message, { cause });
  }
  return cause;
}
