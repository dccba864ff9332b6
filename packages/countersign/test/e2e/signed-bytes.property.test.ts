import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { connect } from "../../src/connect.ts";
import { odd, type RandomRequest, randomRequests } from "./random-requests.ts";

const REQUESTS = 10_000;
const CONCURRENCY = 16;
/** Another sequence of requests, or that of a failure: SIGNED_BYTES_SEED=… vitest run … */
const seed = Number(process.env.SIGNED_BYTES_SEED ?? 20_261_120);

const secret = "key-of-the-property-test-äöü";
const account = "acc-7-ß";

/** What a server made of a request, by the number that the request carries. */
interface Seen {
  readonly nonces: Set<string>;
  readonly differences: Map<number, string>;
  count: number;
}

/** Starts a server that recomputes each signature by node:crypto from the raw request. */
async function startVerifier(): Promise<{ url: string; seen: Seen }> {
  const seen: Seen = { nonces: new Set(), differences: new Map(), count: 0 };
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    seen.count += 1;
    const difference = differenceOf(message, Buffer.concat(chunks), seen.nonces);
    if (difference !== undefined)
      seen.differences.set(Number(rawHeader(message, "X-Case")), difference);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/base%20path`, seen };
}

function differenceOf(
  message: IncomingMessage,
  body: Buffer,
  nonces: Set<string>,
): string | undefined {
  const [timestamp, nonce] = [rawHeader(message, "X-Timestamp"), rawHeader(message, "X-Nonce")];
  if (Math.abs(Number(timestamp) - Date.now()) > 60_000) return `the timestamp ${timestamp} is off`;
  if (!/^[0-9a-f]{32}$/.test(nonce) || nonces.has(nonce)) return `the nonce ${nonce} is no nonce`;
  nonces.add(nonce);
  // Node hands out the bytes of the request line and of headers as characters.
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

it(`sends the very bytes that it signs, in ${REQUESTS} random requests`, async () => {
  const { url: baseUrl, seen } = await startVerifier();
  const client = connect(odd, { secret, account, baseUrl, retry: false });
  const next = randomRequests(seed);
  const failures: [RandomRequest, unknown][] = [];
  let started = 0;

  const work = async (): Promise<void> => {
    while (started < REQUESTS && failures.length === 0) {
      const number = started++;
      const request = next();
      const { headers, ...input } = request.input;
      try {
        await client[request.operationId]?.({
          ...input,
          headers: { ...headers, "X-Case": `${number}` },
        });
        const difference = seen.differences.get(number);
        if (difference !== undefined) failures.push([request, difference]);
      } catch (error) {
        failures.push([request, error]);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));

  const report = failures.map(([request, reason]) =>
    inspect({ seed, request, reason }, { depth: 9 }),
  );
  expect(report.join("\n\n")).toBe("");
  expect([seen.count, seen.nonces.size]).toEqual([REQUESTS, REQUESTS]);
}, 120_000);
