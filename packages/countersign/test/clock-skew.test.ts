import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import type { ClientOptions, RetryEvent } from "../src/index.ts";
import { acme } from "./helpers/acme.ts";
import {
  type Received,
  type StubResponse,
  startServer,
  type TestServer,
} from "./helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };
const MINUTE = 60_000;

/** The made-up provider, which signs the time as well. */
function datedAcme(unit: "s" | "ms"): typeof acme {
  const { signature } = acme.securitySchemes;
  const hmac = {
    ...signature.hmac,
    message: ["{timestamp}", "{method}", "{path}"],
    separator: ".",
    timestamp: { header: "X-Time", unit },
  };
  const securitySchemes = { ...acme.securitySchemes, signature: { ...signature, hmac } };
  return { ...acme, securitySchemes } as unknown as typeof acme;
}

/** A provider whose clock is ahead of this machine's, and which refuses a signature that is 20 seconds off. */
interface StrictServer extends TestServer {
  readonly processed: string[];
}

async function startStrictServer(
  aheadMs: number,
  { unit = "s", status = 401 }: { unit?: "s" | "ms"; status?: number } = {},
): Promise<StrictServer> {
  const processed: string[] = [];
  const now = () => Date.now() + aheadMs;
  const reply = ({ method, target, headers }: Received): StubResponse => {
    const date = new Date(now()).toUTCString();
    const time = String(headers["x-time"]);
    const mac = createHmac("sha256", "s3cret").update(`${time}.${method}.${target}`).digest("hex");
    const isGenuine = headers["x-signature"] === mac;
    const age = now() - Number(time) * (unit === "s" ? 1000 : 1);
    if (!isGenuine || !(Math.abs(age) <= 20_000)) return { status, headers: { date } };
    processed.push(`${method} ${target}`);
    return { headers: { date } };
  };
  return { ...(await startServer(reply)), processed };
}

type Options = Pick<ClientOptions<typeof acme>, "retry" | "signing">;

function clientOf({ url }: TestServer, options: Options = {}, table = datedAcme("s")) {
  const retries: RetryEvent[] = [];
  const hooks = { onRetry: (event: RetryEvent) => void retries.push(event) };
  return { client: connect(table, { ...credentials, baseUrl: url, hooks, ...options }), retries };
}

const user = { params: { path: { id: "u1" } } };

describe("a client whose machine's clock is wrong", () => {
  it.each([
    ["behind", 10 * MINUTE, "s"],
    ["ahead", -10 * MINUTE, "s"],
    ["behind, signing milliseconds", 10 * MINUTE, "ms"],
    ["two days behind", 2 * 24 * 60 * MINUTE, "ms"],
  ] as const)(
    "signs again after a refusal, and rightly from then on: %s",
    async (_, aheadMs, unit) => {
      const server = await startStrictServer(aheadMs, { unit });
      const { client, retries } = clientOf(server, {}, datedAcme(unit));
      await client.getUser(user);
      expect(server.received).toHaveLength(2);
      await client.getUser(user);
      expect(server.received).toHaveLength(3);
      expect(server.processed).toEqual(["GET /users/u1", "GET /users/u1"]);
      expect(retries).toEqual([
        {
          callId: 1,
          provider: "acme",
          operationId: "getUser",
          method: "GET",
          path: "/users/{id}",
          attempts: 1,
          attempt: 1,
          status: 401,
          delayMs: 0,
          reason: "clock_skew",
        },
      ]);
    },
  );

  it("creates a user once", async () => {
    const server = await startStrictServer(10 * MINUTE);
    await clientOf(server).client.createUser({ body: { name: "Jane" } });
    expect(server.received.map(({ body }) => body.toString())).toEqual([
      '{"name":"Jane"}',
      '{"name":"Jane"}',
    ]);
    expect(server.processed).toEqual(["POST /users"]);
  });

  it("signs again after a 403", async () => {
    const server = await startStrictServer(10 * MINUTE, { status: 403 });
    await clientOf(server).client.getUser(user);
    expect(server.received).toHaveLength(2);
  });

  it("completes every one of many calls that begin at once", async () => {
    const server = await startStrictServer(10 * MINUTE);
    const { client } = clientOf(server);
    await Promise.all(
      Array.from({ length: 50 }, () => client.createUser({ body: { name: "Jane" } })),
    );
    expect(server.processed).toHaveLength(50);
    expect(server.received.length).toBeLessThanOrEqual(100);
  });

  it("still has all its retries after the clock is corrected", async () => {
    const date = new Date(Date.now() + 10 * MINUTE).toUTCString();
    const server = await startServer((_, count) => ({
      status: [401, 503, 503][count - 1] ?? 200,
      headers: { date },
    }));
    const { client, retries } = clientOf(server, { retry: { maxRetries: 2, minDelayMs: 1 } });
    await client.getUser(user);
    expect(retries.map(({ reason }) => reason)).toEqual(["clock_skew", undefined, undefined]);
  });

  it("learns without a retry if retries are off", async () => {
    const server = await startStrictServer(10 * MINUTE);
    const { client } = clientOf(server, { retry: false });
    await expect(client.getUser(user)).rejects.toMatchObject({ status: 401 });
    await client.getUser(user);
    expect(server.received).toHaveLength(2);
  });

  it("needs no refusal if it is told", async () => {
    const server = await startStrictServer(10 * MINUTE);
    await clientOf(server, { signing: { clockOffsetMs: 10 * MINUTE } }).client.getUser(user);
    expect(server.received).toHaveLength(1);
    const other = await startStrictServer(-10 * MINUTE);
    await clientOf(other, { signing: { clockOffsetMs: -10 * MINUTE } }).client.getUser(user);
    expect(other.received).toHaveLength(1);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "60000", null])(
    "refuses an offset of %s",
    (clockOffsetMs) => {
      const create = () =>
        clientOf({ url: "https://a.test", received: [] }, { signing: { clockOffsetMs } as never });
      expect(create).toThrow("The option `signing.clockOffsetMs` must be a finite number.");
    },
  );
});

describe("a refusal that has another reason", () => {
  const ahead = new Date(Date.now() + 10 * MINUTE).toUTCString();

  it.each([
    ["the clocks agree", { status: 401, headers: { date: new Date().toUTCString() } }],
    [
      "they differ by less than 30 seconds",
      { status: 401, headers: { date: new Date(Date.now() + 20_000).toUTCString() } },
    ],
    ["it has no valid `Date`", { status: 401, headers: { date: "yesterday" } }],
    ["it is no refusal of the signature", { status: 404, headers: { date: ahead } }],
    ["it is a conflict", { status: 409, headers: { date: ahead } }],
  ])("is not retried if %s", async (_, response) => {
    const server = await startServer(() => response);
    const { client, retries } = clientOf(server);
    await expect(client.getUser(user)).rejects.toMatchObject({ status: response.status });
    expect(server.received).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  it("is retried once, although the clocks keep differing", async () => {
    let aheadMs = 0;
    const server = await startServer(() => {
      aheadMs += 10 * MINUTE;
      return { status: 401, headers: { date: new Date(Date.now() + aheadMs).toUTCString() } };
    });
    const { client } = clientOf(server);
    await expect(client.getUser(user)).rejects.toMatchObject({ status: 401 });
    expect(server.received).toHaveLength(2);
  });

  it("is not retried if the signature has no timestamp", async () => {
    const server = await startServer(() => ({ status: 401, headers: { date: ahead } }));
    const { client } = clientOf(server, {}, acme);
    await expect(client.getUser(user)).rejects.toMatchObject({ status: 401 });
    expect(server.received).toHaveLength(1);
  });

  it("is not retried for an operation without a signature", async () => {
    const server = await startServer(() => ({ status: 403, headers: { date: ahead } }));
    const { client } = clientOf(server);
    await expect(client.deleteUser(user)).rejects.toMatchObject({ status: 403 });
    expect(server.received).toHaveLength(1);
  });
});
