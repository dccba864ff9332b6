import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Servers on loopback that answer for the real ones: by TLS with the real names, and plainly. */
export interface StandIn {
  /** Address that takes requests with the real host in the header `x-forwarded-host`. */
  readonly url: string;
  /** The server with the real names; undefined where it was not asked for. */
  readonly tls: { readonly port: number; readonly certificate: string } | undefined;
  close(): Promise<void>;
}

/**
 * Starts servers that hand requests on to what stands in for each real address, by path and query as they
 * came, without the path of the address.
 *
 * @param targets - Base URL of what stands in, by the real base URL.
 * @param folder - Where key and certificate are written; without one, there is no TLS.
 */
export async function startStandIn(
  targets: ReadonlyMap<string, string>,
  folder: string | undefined,
): Promise<StandIn> {
  const handle = handler(targets);
  const servers: Server[] = [createServer(handle)];
  const certificates = folder && (await makeCertificate([...targets.keys()], folder));
  if (certificates) {
    const [key, cert] = await Promise.all([
      readFile(certificates.key),
      readFile(certificates.certificate),
    ]);
    servers.push(createTlsServer({ key, cert }, handle));
  }
  const [port, tlsPort] = await Promise.all(servers.map(listen));
  return {
    url: `http://127.0.0.1:${port}`,
    tls:
      certificates && tlsPort !== undefined
        ? { port: tlsPort, certificate: certificates.certificate }
        : undefined,
    async close() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  };
}

async function makeCertificate(
  addresses: readonly string[],
  folder: string,
): Promise<{ key: string; certificate: string }> {
  await mkdir(folder, { recursive: true });
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const names = [...new Set(addresses.map((address) => `DNS:${new URL(address).hostname}`))].join(
    ",",
  );
  await run("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=stand-in"],
    ...["-addext", `subjectAltName=${names}`],
  ]);
  return { key, certificate };
}

function handler(targets: ReadonlyMap<string, string>): RequestListener {
  return (message, response) => {
    const host = message.headers["x-forwarded-host"] ?? message.headers.host;
    const address = `https://${host}${message.url}`;
    const [real, target] = [...targets].find(([each]) => isBelow(address, each)) ?? [];
    if (real === undefined || target === undefined) {
      response.writeHead(502).end(`nothing stands in for ${address}`);
      return;
    }
    forward(message, response, { url: target + address.slice(real.length), host: String(host) });
  };
}

function isBelow(address: string, base: string): boolean {
  return /^([/?]|$)/.test(address.slice(base.length)) && address.startsWith(base);
}

function forward(
  message: IncomingMessage,
  response: ServerResponse,
  { url, host }: { url: string; host: string },
): void {
  const { "x-forwarded-host": _, ...headers } = message.headers;
  const onward = request(url, { method: message.method, headers: { ...headers, host } });
  onward.on("response", (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(response);
  });
  onward.on("error", (error) => response.writeHead(502).end(error.message));
  message.pipe(onward);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}
