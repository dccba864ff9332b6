import { createServer, type RequestListener } from "node:http";
import { onTestFinished } from "vitest";
import { NETWORK, type Network, type Reach } from "../../src/fetch/network.ts";

/** Starts a server on a free port of this machine, and stops it when the test ends. */
export async function start(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

/** A network in which some hosts resolve to this machine but have another reach. */
export function networkOf(hosts: Readonly<Record<string, Reach>>): Network {
  return {
    resolve: async (hostname) => {
      const reach = hosts[hostname];
      return reach === undefined
        ? NETWORK.resolve(hostname)
        : [{ address: "127.0.0.1", family: 4, reach }];
    },
    allowsPlainHttp: true,
  };
}
