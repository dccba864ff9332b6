import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";
import { startRawServer } from "../helpers/start-raw-server.ts";
import { startServer } from "../helpers/start-server.ts";

// The numbers are those of the standard mode of AWS's SDKs: 500 at first, 5 for a retry, 10 for one after a timeout, and a
// call that succeeds gives back what its last retry cost, or 1.

const credentials = { appId: "app-1", secret: "s3cret" };
const retry = { minDelayMs: 1, maxDelayMs: 2 };

/** Makes calls in parallel, and returns how many succeed. */
async function succeeding(count: number, call: () => Promise<unknown>): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, call));
  return outcomes.filter(({ status }) => status === "fulfilled").length;
}

describe("1,000 parallel calls make 1,100 requests", () => {
  it("to a server that closes every connection", async () => {
    let requests = 0;
    const baseUrl = await startRawServer((socket) => {
      requests += 1;
      socket.destroy();
    });
    const client = connect(acme, { ...credentials, baseUrl, retry });
    expect(await succeeding(1_000, () => client.getStatus())).toBe(0);
    expect(requests).toBe(1_100);
  });

  it.each([503, 429])("to a server that only responds with %i", async (status) => {
    const headers = { "retry-after": "0" };
    const server = await startServer(() => ({ status, headers, body: '{"reason":"busy"}' }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry });
    const errors = new Set<unknown>();
    const call = () =>
      client.getStatus().catch(({ code, body }) => {
        errors.add(JSON.stringify([code, body]));
        throw code;
      });
    expect(await succeeding(1_000, call)).toBe(0);
    expect(server.received).toHaveLength(1_100);
    // Each call ends in its own last response.
    expect([...errors]).toEqual(['["http_error",{"reason":"busy"}]']);
  });
});

describe("a budget", () => {
  it("covers half as many retries after timeouts", async () => {
    let requests = 0;
    const client = connect(acme, {
      ...credentials,
      baseUrl: "https://api.test",
      retry,
      timeout: { attemptMs: 20 },
      fetch: () => {
        requests += 1;
        return new Promise<never>(() => undefined);
      },
    });
    await succeeding(200, () => client.getStatus());
    expect(requests).toBe(250);
  });

  it("belongs to a client: others retry on", async () => {
    const server = await startServer(() => ({ status: 503 }));
    const options = { ...credentials, baseUrl: server.url, retry };
    const busy = connect(acme, options);
    await succeeding(200, () => busy.getStatus());
    const before = server.received.length;
    await succeeding(1, () => busy.getStatus());
    expect(server.received.length - before).toBe(1);
    const other = connect(acme, options);
    await succeeding(1, () => other.getStatus());
    expect(server.received.length - before).toBe(4);
  });

  it("grows by 1 with each call that succeeds at once, so that five pay for a retry", async () => {
    let status = 503;
    const server = await startServer(() => ({ status }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry });
    await succeeding(200, () => client.getStatus());
    const requestsAfter = async (successes: number) => {
      status = 200;
      for (let call = 0; call < successes; call += 1) await client.getStatus();
      status = 503;
      const before = server.received.length;
      await succeeding(1, () => client.getStatus());
      return server.received.length - before;
    };
    expect(await requestsAfter(4)).toBe(1);
    expect(await requestsAfter(1)).toBe(2);
    expect(await requestsAfter(10)).toBe(3);
  });

  it("never exceeds what it was at first", async () => {
    let status = 200;
    const server = await startServer(() => ({ status }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry });
    await succeeding(300, () => client.getStatus());
    status = 503;
    await succeeding(200, () => client.getStatus());
    expect(server.received).toHaveLength(300 + 200 + 100);
  });

  it("gets back what a retry cost that succeeded", async () => {
    const server = await startServer((_, count) => ({ status: count % 2 === 0 ? 200 : 503 }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry });
    for (let call = 0; call < 150; call += 1) await client.getStatus();
    expect(server.received).toHaveLength(300);
  });

  it("gets nothing from a response that calls for a retry, or whose body is lost", async () => {
    let requests = 0;
    const baseUrl = await startRawServer((socket) => {
      requests += 1;
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 11\r\nconnection: close\r\n\r\n{");
    });
    const client = connect(acme, { ...credentials, baseUrl, retry });
    for (let call = 0; call < 60; call += 1) await succeeding(1, () => client.getStatus());
    expect(requests).toBe(160);
  });

  it("limits no call without retries", async () => {
    const server = await startServer(() => ({ status: 503 }));
    const client = connect(acme, { ...credentials, baseUrl: server.url, retry: false });
    await succeeding(300, () => client.getStatus());
    expect(server.received).toHaveLength(300);
  });
});
