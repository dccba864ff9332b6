import { createHash, createHmac } from "node:crypto";
import { Worker } from "node:worker_threads";
import { AwsClient } from "aws4fetch";
import axios from "axios";
import { connect, type Provider } from "countersign";
import createOpenApiClient from "openapi-fetch";
import { median } from "./median.ts";

// Measures signed calls against plain fetch and against what people use instead, in turns and 16 at a time, on one local
// server. The result is the median ratio of the rounds.

const ROUNDS = 9;
const TIMEOUT_MS = 30_000;
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

const url = `${baseUrl}/users`;

function signatureOf(json: string): string {
  const hash = createHash("sha256").update(json).digest("hex");
  return createHmac("sha256", "s3cret").update(`POST/users${hash}`).digest("hex");
}

async function plainFetch(): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: json });
  await response.json();
}

/** What a careful engineer writes: signed, with a timeout, without redirects, and errors are not taken for results. */
async function byHand(): Promise<void> {
  const json = JSON.stringify(body);
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-signature": signatureOf(json) },
      body: json,
      redirect: "manual",
      signal: controller.signal,
    });
    const result = await response.json();
    if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(result)}`);
  } finally {
    clearTimeout(timer);
  }
}

interface Paths {
  "/users": {
    post: {
      requestBody: { content: { "application/json": { name: string } } };
      responses: { 200: { content: { "application/json": { ok: boolean } } } };
    };
  };
}

const openApi = createOpenApiClient<Paths>({ baseUrl });
openApi.use({
  async onRequest({ request }) {
    request.headers.set("x-signature", signatureOf(await request.clone().text()));
    return request;
  },
});
async function openApiFetch(): Promise<void> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { error } = await openApi.POST("/users", { body, redirect: "manual", signal });
  if (error !== undefined) throw error;
}

const axiosClient = axios.create({ baseURL: baseUrl, timeout: TIMEOUT_MS, maxRedirects: 0 });
async function withAxios(): Promise<void> {
  const json = JSON.stringify(body);
  await axiosClient.post("/users", json, {
    headers: { "content-type": "application/json", "x-signature": signatureOf(json) },
  });
}

/** Signs as AWS does, and so computes five MACs; its own cache keeps the key of the day. */
const awsKeys = { accessKeyId: "id", secretAccessKey: "s3cret" };
const awsClient = new AwsClient({ ...awsKeys, service: "bench", region: "here", retries: 0 });
async function withAws4fetch(): Promise<void> {
  const response = await awsClient.fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.json();
  if (!response.ok) throw new Error(String(response.status));
}

async function ours(): Promise<void> {
  await client.create({ body });
}

/** What the calls of one turn cost. */
interface Cost {
  readonly perSecond: number;
  /** CPU time of this thread; the server has its own. It is comparable on a busy machine, too. */
  readonly cpuMicroseconds: number;
}

async function costOf(call: () => Promise<void>): Promise<Cost> {
  let left = CALLS;
  const start = performance.now();
  const cpu = threadCpu();
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      while (left > 0) {
        left -= 1;
        await call();
      }
    }),
  );
  return {
    perSecond: CALLS / ((performance.now() - start) / 1000),
    cpuMicroseconds: (threadCpu() - cpu) / CALLS,
  };
}

/** Node 20 and 22 know only the process, which includes the server. */
function threadCpu(): number {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return user + system;
}

const PEERS: Readonly<Record<string, () => Promise<void>>> = {
  "plain fetch": plainFetch,
  countersign: ours,
  "by hand": byHand,
  "openapi-fetch": openApiFetch,
  axios: withAxios,
  aws4fetch: withAws4fetch,
};

const rounds: Record<string, Cost>[] = [];
for (let round = -1; round < ROUNDS; round += 1) {
  const costs: Record<string, Cost> = {};
  const turns = Object.entries(PEERS);
  // Each begins once, because the first of a round may inherit the garbage of another.
  const first = Math.max(0, round) % turns.length;
  for (const [name, call] of [...turns.slice(first), ...turns.slice(0, first)]) {
    costs[name] = await costOf(call);
  }
  if (round >= 0) rounds.push(costs);
}

/** Returns the median ratio between two ways of calling. */
function ratio(of: keyof Cost, [name, base]: [string, string]): string {
  return median(rounds.map((costs) => (costs[name]?.[of] ?? 0) / (costs[base]?.[of] ?? 0))).toFixed(
    2,
  );
}

const plain = Math.round(median(rounds.map((costs) => costs["plain fetch"]?.perSecond ?? 0)));
console.log(
  `Signed calls, ${PARALLEL} at a time, with a timeout, on Node ${process.version}. Plain fetch: ${plain}/s.\n`,
);
console.log(
  "| throughput | of plain fetch | of by hand | CPU time of by hand |\n|---|---|---|---|",
);
for (const name of Object.keys(PEERS).slice(1)) {
  const cells = [
    ratio("perSecond", [name, "plain fetch"]),
    ratio("perSecond", [name, "by hand"]),
    ratio("cpuMicroseconds", [name, "by hand"]),
  ];
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}
console.log(
  "\nThe aim, on an idle machine: 0.85 of plain fetch, and 0.95 of what a careful engineer writes by hand.",
);
await worker.terminate();
