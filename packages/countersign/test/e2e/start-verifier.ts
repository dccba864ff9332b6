import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { inspect } from "node:util";
import { listen } from "../helpers/listen.ts";

/** Signing key. */
export const secret = "key-of-the-property-test-äöü";
/** A credential that is part of the signed message. */
export const account = "acc-7-ß";

/** What the server received. Differences are keyed by the number in the request's `X-Case` header. */
export interface Seen {
  readonly nonces: Set<string>;
  readonly differences: Map<number, string>;
  count: number;
}

/**
 * Starts a server that recomputes each signature with node:crypto from the raw request.
 *
 * @param status - Returns the status for an attempt, counted from 1.
 */
export async function startVerifier(
  status: (attempt: number) => number = () => 204,
): Promise<{ url: string; seen: Seen }> {
  const attempts = new Map<number, number>();
  const seen: Seen = { nonces: new Set(), differences: new Map(), count: 0 };
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    seen.count += 1;
    const difference = differenceOf(message, Buffer.concat(chunks), seen.nonces);
    const number = Number(rawHeader(message, "X-Case"));
    if (difference !== undefined) seen.differences.set(number, difference);
    const attempt = (attempts.get(number) ?? 0) + 1;
    attempts.set(number, attempt);
    response.writeHead(status(attempt)).end();
  });
  return { url: `${await listen(server)}/base%20path`, seen };
}

function differenceOf(
  message: IncomingMessage,
  body: Buffer,
  nonces: Set<string>,
): string | undefined {
  const [timestamp, nonce] = [rawHeader(message, "X-Timestamp"), rawHeader(message, "X-Nonce")];
  if (Math.abs(Number(timestamp) - Date.now()) > 60_000) return `the timestamp ${timestamp} is off`;
  if (!/^[0-9a-f]{32}$/.test(nonce) || nonces.has(nonce)) return `the nonce ${nonce} is not valid`;
  nonces.add(nonce);
  // Node represents each byte of the request line and the headers as a character.
  const head = [
    timestamp,
    nonce,
    `${message.method} ${message.url}`,
    rawHeader(message, "Host"),
    rawHeader(message, "Content-Type"),
    rawHeader(message, "X-Tenant"),
  ];
  const hash = body.length === 0 ? "" : createHash("sha512").update(body).digest("base64");
  const signature = createHmac("sha256", secret)
    .update(Buffer.from(`${head.join("\n")}\n`, "latin1"))
    .update(`${account}\n${hash}\n`)
    .update(body)
    .digest("base64");
  const received = rawHeader(message, "X-Signature");
  if (received === `v1=${signature}`) return undefined;
  return `${received} is not the signature of ${inspect(head)} and ${body.length} bytes`;
}

function rawHeader({ rawHeaders }: IncomingMessage, wanted: string): string {
  const index = rawHeaders.findIndex(
    (name, position) => position % 2 === 0 && name.toLowerCase() === wanted.toLowerCase(),
  );
  return index === -1 ? "" : (rawHeaders[index + 1] ?? "");
}
