import { createHash, createHmac } from "node:crypto";
import { Worker } from "node:worker_threads";
import { connect, type Provider } from "countersign";
import { median } from "./median.ts";

// Measures signed calls against plain fetch, alternately and 16 at a time, on one local server. The result is the median
// ratio of the rounds.

const ROUNDS = 9;
const CALLS = 3_000;
const PARALLEL = 16;
const body = { name: "x".repeat(860) };
const json = JSON.stringify(body);

const table = {
  name: "bench",
  title: "Bench API",
  version: "1",
  servers: { production: "https://api.bench.test" },
  defaultHeaders: {},
  securitySchemes: {
    signature: {
      type: "hmac",
      header: "X-Signature",
      hmac: {
        credential: "secret",
        algorithm: "SHA-256",
        keyEncoding: "utf8",
        message: ["{method}", "{path}", "{query}", "{bodyHash}"],
        separator: "",
        bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "omit" },
        encoding: "hex",
        value: "{signature}",
      },
    },
  },
  requiredCredentials: ["secret"],
  operations: { create: { method: "POST", path: "/users", security: [["signature"]] } },
} as const satisfies Provider;

interface Create {
  input: { body: { name: string } };
  response: { ok: boolean };
  errors: object;
}
const provider: typeof table & {
  readonly "~types"?: {
    credentials: { secret: string };
    operations: { create: Create };
    paths: object;
  };
} = table;

const worker = new Worker(
  `const { createServer } = require("node:http"); const { parentPort } = require("node:worker_threads");
   const server = createServer((request, response) => { request.resume(); request.on("end", () => {
     response.writeHead(200, { "content-type": "application/json", "content-length": "11" }); response.end('{"ok":true}'); }); });
   server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));`,
  { eval: true },
);
const port = await new Promise<number>((resolve) => worker.once("message", resolve));
const baseUrl = `http://127.0.0.1:${port}`;
const client = connect(provider, { secret: "s3cret", baseUrl });

const plain = async (): Promise<void> => {
  const response = await fetch(`${baseUrl}/users`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: json,
  });
  await response.json();
};
/** The same call without a client: signed by hand, with a timeout and without redirects. */
const signedByHand = async (): Promise<void> => {
  const json = JSON.stringify(body);
  const hash = createHash("sha256").update(json).digest("hex");
  const signature = createHmac("sha256", "s3cret").update(`POST/users${hash}`).digest("hex");
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 30_000);
  try {
    const response = await fetch(`${baseUrl}/users`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-signature": signature },
      body: json,
      redirect: "manual",
      signal: controller.signal,
    });
    await response.json();
  } finally {
    clearTimeout(timer);
  }
};
const signed = async (): Promise<void> => {
  await client.create({ body });
};

async function rate(call: () => Promise<void>): Promise<number> {
  let left = CALLS;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      while (left > 0) {
        left -= 1;
        await call();
      }
    }),
  );
  return CALLS / ((performance.now() - start) / 1000);
}

const ratios: number[] = [];
const byHand: number[] = [];
const rates: number[] = [];
for (let round = -1; round < ROUNDS; round += 1) {
  const base = await rate(plain);
  const ours = await rate(signed);
  const hand = await rate(signedByHand);
  if (round < 0) continue;
  ratios.push(ours / base);
  byHand.push(hand / base);
  rates.push(base);
}
console.log(
  `Signed calls, ${PARALLEL} at a time: ${median(ratios).toFixed(2)} of plain fetch at ${Math.round(median(rates))}/s (at least 0.85); signed by hand with a timeout and without redirects: ${median(byHand).toFixed(2)}`,
);
await worker.terminate();
