import { once } from "node:events";
import { createServer } from "node:http";
import { createGzip } from "node:zlib";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";
import { listen } from "../helpers/listen.ts";
import { startServer } from "../helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };
const MEGABYTE = 1024 * 1024;

/** Returns what 300 MB of one letter in JSON are as gzip. */
async function bomb(): Promise<Buffer> {
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  gzip.on("data", (chunk: Buffer) => chunks.push(chunk));
  gzip.write('"');
  for (let megabyte = 0; megabyte < 300; megabyte += 1) {
    if (!gzip.write("x".repeat(MEGABYTE))) await once(gzip, "drain");
  }
  gzip.end('"');
  await once(gzip, "end");
  return Buffer.concat(chunks);
}

it.each([200, 404, 503])(
  "refuses 0.3 MB of gzip that are 300 MB, with status %i, once and with little memory",
  async (status) => {
    const body = await bomb();
    expect(body.length).toBeLessThan(0.4 * MEGABYTE);
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.writeHead(status, {
        "content-type": "application/json",
        "content-encoding": "gzip",
        "content-length": body.length,
      });
      response.end(body);
    });
    const retry = { maxRetries: status === 503 ? 0 : 2, minDelayMs: 1 };
    const client = connect(acme, { ...credentials, baseUrl: await listen(server), retry });
    const before = process.memoryUsage().rss;
    let peak = before;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 5);
    const error = await client.getStatus().catch((reason) => reason);
    clearInterval(timer);
    expect(error).toMatchObject({
      name: "ResponseError",
      code: "response_too_large",
      status,
      message:
        'acme: GET /status returned a body over `maxResponseBytes` (application/json). To read it as it is, pass `parseAs: "stream"`.',
    });
    expect(requests).toBe(1);
    // 64 MB as a string, and what is not yet collected; the whole would be 300 MB and more.
    expect(peak - before).toBeLessThan(280 * MEGABYTE);
  },
);

describe("the limit", () => {
  // 12 bytes, 10 characters.
  const body = '{"a":"éé"}';

  it.each([
    [12, undefined, { a: "éé" }],
    [undefined, 12, { a: "éé" }],
    [1, 12, { a: "éé" }],
    [0, undefined, { a: "éé" }],
    [undefined, 0, { a: "éé" }],
    [undefined, undefined, { a: "éé" }],
  ])(
    "counts bytes: %j of the client and %j of the call let 12 pass",
    async (forClient, forCall, data) => {
      const { url } = await startServer(() => ({ body }));
      const options: object = { maxResponseBytes: forClient };
      const client = connect(acme, { ...credentials, baseUrl: url, ...options });
      const init: object = { maxResponseBytes: forCall };
      expect(await client.getStatus(init)).toEqual(data);
    },
  );

  it.each([
    [11, undefined],
    [undefined, 11],
    [12, 11],
  ])("refuses 12 bytes: %j of the client and %j of the call", async (forClient, forCall) => {
    const { url } = await startServer(() => ({ body }));
    const options: object = { maxResponseBytes: forClient };
    const client = connect(acme, { ...credentials, baseUrl: url, ...options });
    for (const parseAs of ["json", "text"] as const) {
      const init: object = { maxResponseBytes: forCall, parseAs };
      await expect(client.getStatus(init)).rejects.toMatchObject({ code: "response_too_large" });
    }
  });

  it("does not apply to what the caller reads as a stream, a blob or bytes", async () => {
    const { url } = await startServer(() => ({ body }));
    const client = connect(acme, { ...credentials, baseUrl: url, maxResponseBytes: 1 });
    const stream = await client.getStatus({ parseAs: "stream" });
    expect(await new Response(stream).text()).toBe(body);
    expect((await client.getStatus({ parseAs: "blob" })).size).toBe(12);
    expect((await client.getStatus({ parseAs: "arrayBuffer" })).byteLength).toBe(12);
  });

  it.each([-1, Number.NaN, "1"])("is not %j", async (maxResponseBytes) => {
    const client = connect(acme, {
      ...credentials,
      baseUrl: "https://api.test",
      maxResponseBytes: maxResponseBytes as number,
    });
    await expect(client.getStatus()).rejects.toMatchObject({
      code: "configuration_invalid",
      message: "The option `maxResponseBytes` must be 0 or more.",
    });
  });
});

it("reads a character that two chunks share, and drops a byte order mark, as fetch does", async () => {
  const bytes = new TextEncoder().encode('\ufeff{"a":"€"}');
  const server = createServer(async (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    for (const byte of bytes) {
      response.write(Uint8Array.of(byte));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    response.end();
  });
  const client = connect(acme, { ...credentials, baseUrl: await listen(server) });
  expect(await client.getStatus()).toEqual({ a: "€" });
});
