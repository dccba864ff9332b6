import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";

/** The registries that requests are routed to. */
export interface Routes {
  /** URL of the registry that has our packages. */
  readonly own: string;
  /** URL of the registry that has everything else. */
  readonly upstream: string;
  /** Whether a package is one of ours. */
  readonly isOwn: (packageName: string) => boolean;
}

/**
 * Returns a server that combines two registries: it forwards requests for our packages to one and redirects
 * all others to the other. Consumers need only one registry URL, though ours has no uplink.
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

/** Returns the package of a path such as `/@scope%2fname` or `/@scope/name/-/name-1.0.0.tgz`; none for `/-/whoami`. */
function packageOf(url: string): string | undefined {
  const path = decodeURIComponent(new URL(url, "http://packages.invalid").pathname);
  return /^\/((?:@[^/]+\/)?[^/@-][^/]*)/.exec(path)?.[1];
}

/** Forwards a request with its original Host header, from which the registry builds tarball URLs. */
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
