import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";

/** Where requests go. */
export interface Routes {
  /** Address of the registry that has our packages. */
  readonly own: string;
  /** Address of the registry that has everything else. */
  readonly upstream: string;
  /** Tells whether a package is one of ours. */
  readonly isOwn: (packageName: string) => boolean;
}

/**
 * Returns a server that makes one registry of two: our packages come from one, all others by redirect
 * from another. A registry without an uplink can so be the only one that a consumer is told of.
 */
export function createRegistryRouter({ own, upstream, isOwn }: Routes): Server {
  const base = upstream.replace(/\/+$/, "");
  return createServer((incoming, reply) => {
    const url = incoming.url ?? "/";
    const name = packageOf(url);
    if (name === undefined || isOwn(name)) return forward(own, incoming, reply);
    reply.writeHead(302, { location: `${base}${url}` }).end();
  });
}

/** `/@scope%2fname`, `/@scope/name/-/name-1.0.0.tgz` and `/name` are of packages; `/-/whoami` is not. */
function packageOf(url: string): string | undefined {
  const path = decodeURIComponent(new URL(url, "http://packages.invalid").pathname);
  return /^\/((?:@[^/]+\/)?[^/@-][^/]*)/.exec(path)?.[1];
}

/** The registry sees the address that was asked, and names tarballs below it. */
function forward(target: string, incoming: IncomingMessage, reply: ServerResponse): void {
  const onward = request(
    new URL(incoming.url ?? "/", target),
    { method: incoming.method ?? "GET", headers: incoming.headers },
    (response) => {
      reply.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(reply);
    },
  );
  onward.on("error", () => reply.destroy());
  incoming.pipe(onward);
}
