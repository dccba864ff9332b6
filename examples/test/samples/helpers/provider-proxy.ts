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

/** Loopback proxies for the real servers: one with TLS and the real host names, one with plain HTTP. */
export interface ProviderProxy {
  /** URL of the plain server, which expects the real host in the header `x-forwarded-host`. */
  readonly url: string;
  /** The TLS server; undefined if it was not requested. */
  readonly tls: { readonly port: number; readonly certificate: string } | undefined;
  close(): Promise<void>;
}

/**
 * Starts proxies that forward requests for each real base URL to a replacement. The path below the base URL and the
 * query are forwarded unchanged.
 *
 * @param targets - Base URLs of the replacements, by real base URL.
 * @param folder - Folder for key and certificate; without one, there is no TLS server.
 */
export async function startProviderProxy(
  targets: ReadonlyMap<string, string>,
  folder: string | undefined,
): Promise<ProviderProxy> {
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
  urls: readonly string[],
  folder: string,
): Promise<{ key: string; certificate: string }> {
  await mkdir(folder, { recursive: true });
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const names = [...new Set(urls.map((url) => `DNS:${new URL(url).hostname}`))].join(",");
  await run("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=proxy"],
    ...["-addext", `subjectAltName=${names}`],
  ]);
  return { key, certificate };
}

function handler(targets: ReadonlyMap<string, string>): RequestListener {
  return (message, response) => {
    const host = message.headers["x-forwarded-host"] ?? message.headers.host;
    const url = `https://${host}${message.url}`;
    const [real, target] = [...targets].find(([each]) => isBelow(url, each)) ?? [];
    if (real === undefined || target === undefined) {
      response.writeHead(502).end(`no replacement for ${url}`);
      return;
    }
    forward(message, response, { url: target + url.slice(real.length), host: String(host) });
  };
}

function isBelow(url: string, base: string): boolean {
  return /^([/?]|$)/.test(url.slice(base.length)) && url.startsWith(base);
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
