import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { generate } from "selfsigned";

/** A network with a proxy that decrypts, and a gateway that requires a client certificate. */
export interface CompanyNetwork {
  readonly proxyUrl: string;
  readonly gatewayUrl: string;
  /** Files by name: certificates and keys in PEM format. */
  readonly files: Readonly<Record<string, string>>;
  /** Hosts that the proxy was asked for. */
  readonly proxied: string[];
  /** Header `X-Signature` of each request that a server received. */
  readonly signatures: unknown[];
  close(): void;
}

/** Starts a network on loopback, whose proxy leads every request for a host to a server of its own. */
export async function startCompanyNetwork(host: string): Promise<CompanyNetwork> {
  const name = (value: string) => [{ name: "commonName", value }];
  const root = await generate(name("Company CA"), {
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
  const ca = { key: root.private, cert: root.cert };
  const server = await generate(name(host), {
    algorithm: "sha256",
    ca,
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: host },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  const client = await generate(name("kyc-service"), { algorithm: "sha256", ca });
  const tls = { key: server.private, cert: server.cert, ca: root.cert };
  const proxied: string[] = [];
  const signatures: unknown[] = [];
  const sockets = new Set<Socket>();

  const start = async (options: object): Promise<Server> => {
    const listener = createHttpsServer({ ...tls, ...options }, (request, response) => {
      signatures.push(request.headers["x-signature"]);
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      if (subject?.CN !== undefined) response.setHeader("x-client", subject.CN);
      response.setHeader("content-type", "application/json");
      response.end("{}");
    });
    await listen(listener);
    return listener;
  };
  const listen = (each: Server) => {
    each.on("connection", (socket: Socket) => sockets.add(socket));
    return new Promise<void>((done) => each.listen(0, "127.0.0.1", done));
  };
  const portOf = (each: Server) => (each.address() as AddressInfo).port;

  const origin = await start({});
  const gateway = await start({ requestCert: true, rejectUnauthorized: true });
  const proxy = createHttpServer();
  proxy.on("connect", (request, socket: Socket) => {
    proxied.push(request.url ?? "");
    const upstream = connect(portOf(origin), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const each of [socket, upstream]) each.on("error", () => undefined);
  });
  await listen(proxy);
  return {
    proxyUrl: `http://127.0.0.1:${portOf(proxy)}`,
    gatewayUrl: `https://127.0.0.1:${portOf(gateway)}`,
    files: {
      "company-ca.pem": root.cert,
      "client-cert.pem": client.cert,
      "client-key.pem": client.private,
    },
    proxied,
    signatures,
    close() {
      for (const each of [proxy, origin, gateway]) each.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
