import { createServer, request, type Server } from "node:http";
import { listen } from "../../src/registry/registry.ts";

/** A registry that stops responding after some uploads. */
export interface DyingRegistry extends AsyncDisposable {
  readonly url: string;
  /** Names of the packages that were uploaded through it. */
  readonly uploaded: readonly string[];
}

/**
 * Starts a proxy in front of a registry that lets some uploads through and then drops every connection without
 * a response.
 */
export async function startDyingRegistry(target: string, uploads: number): Promise<DyingRegistry> {
  const uploaded: string[] = [];
  let isDead = false;
  const server: Server = createServer((incoming, reply) => {
    const { method = "GET", url = "/", headers } = incoming;
    if (isDead || (method === "PUT" && uploaded.length === uploads)) {
      isDead = true;
      incoming.socket.destroy();
      return;
    }
    if (method === "PUT") uploaded.push(decodeURIComponent(url.slice(1)));
    const onward = request(new URL(url, target), { method, headers }, (response) => {
      reply.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(reply);
    });
    onward.on("error", () => reply.destroy());
    incoming.pipe(onward);
  });
  const url = await listen(server);
  return {
    url,
    uploaded,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
