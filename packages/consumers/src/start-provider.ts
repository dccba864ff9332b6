import { createHash, createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** The program's setup: base URL, credentials, inputs, and a delivery to verify. */
export interface Setup {
  readonly baseUrl: string;
  readonly platformId: string;
  readonly secretKey: string;
  readonly apiKey: string;
  readonly userId: string;
  readonly newUser: { readonly name: string; readonly email: string };
  readonly webhookSecret: string;
  readonly delivery: { readonly body: string; readonly headers: Readonly<Record<string, string>> };
}

/** A loopback server that plays the providers. */
export interface ProviderServer extends AsyncDisposable {
  readonly origin: string;
  readonly setup: Setup;
}

/**
 * Starts a server that responds like Paywint and Inklink, and only to requests that they would accept. It computes
 * signatures from the providers' documentation, independently of our packages.
 *
 * @param otherwise - Handles all other requests.
 */
export async function startProvider(
  otherwise: RequestListener = (_, response) => response.writeHead(404).end(),
): Promise<ProviderServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const setup = makeSetup(origin);
  server.on("request", async (request, response) => {
    const body = await buffer(request);
    const reply = replyOf(request, body, setup);
    if (reply === undefined) return otherwise(request, response);
    response.writeHead(reply.status, { "content-type": "application/json" });
    response.end(JSON.stringify(reply.body));
  });
  return {
    origin,
    setup,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function makeSetup(origin: string): Setup {
  const webhookSecret = `wbhsec_${randomUUID()}`;
  const event = {
    type: "event",
    id: "evt_1",
    attributes: { name: "inquiry.approved", payload: { data: { id: "inq_Žofie 🦊" } } },
  };
  const body = JSON.stringify({ data: event });
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", webhookSecret).update(`${seconds}.${body}`).digest("hex");
  return {
    baseUrl: origin,
    platformId: "platform-1",
    secretKey: randomUUID(),
    apiKey: randomUUID(),
    userId: randomUUID(),
    newUser: { name: "Žofie 🦊", email: "zofie@example.com" },
    webhookSecret,
    delivery: { body, headers: { "Persona-Signature": `t=${seconds},v1=${signature}` } },
  };
}

interface StubResponse {
  readonly status: number;
  readonly body: unknown;
}

function replyOf(request: IncomingMessage, body: Buffer, setup: Setup): StubResponse | undefined {
  const { method, url = "" } = request;
  if (url === "/setup") return { status: 200, body: setup };
  if (url.startsWith("/api/platform/")) {
    if (!isSigned(request, body, setup)) return { status: 401, body: { message: "signature" } };
    const data = method === "POST" ? JSON.parse(body.toString()) : { inquiry_url: `for ${url}` };
    return { status: 200, body: { success: true, data } };
  }
  if (url.startsWith("/kyc/inquiry/")) {
    const status = request.headers["api-key"] === setup.apiKey ? 200 : 401;
    return { status, body: { url } };
  }
  return undefined;
}

/** Whether Paywint would accept a signature: hex HMAC-SHA256 of method, path with query, and the SHA-256 of any body. */
function isSigned({ method, url, headers }: IncomingMessage, body: Buffer, setup: Setup): boolean {
  const bodyHash = body.length === 0 ? "" : createHash("sha256").update(body).digest("hex");
  const expected = createHmac("sha256", setup.secretKey)
    .update(`${method}${url}${bodyHash}`)
    .digest("hex");
  return headers["x-signature"] === expected && headers["x-platform-id"] === setup.platformId;
}
