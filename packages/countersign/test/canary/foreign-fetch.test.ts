import { createServer } from "node:http";
import ky from "ky";
import nodeFetch from "node-fetch";
import { ProxyAgent, fetch as undiciFetch } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRawServer } from "../helpers/start-raw-server.ts";
import { startServer } from "../helpers/start-server.ts";
import { CANARY, errorsOf, expectClean } from "./errors-of.ts";
import { renderingsOf } from "./renderings.ts";

// Libraries that people pass as `fetch`: their errors hold requests, URLs and the bytes of responses.

/** Returns the URL of a port where nothing listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

let nowhere: string;
let viaProxy: ProxyAgent;
beforeAll(async () => {
  nowhere = await closedPort();
  viaProxy = new ProxyAgent({ uri: nowhere, token: `Basic ${btoa(CANARY)}` });
});
afterAll(() => viaProxy.close());

const libraries: [string, unknown][] = [
  ["the platform", globalThis.fetch],
  ["ky", ky.create({ retry: 0 })],
  ["undici", undiciFetch],
  ["node-fetch", nodeFetch],
  [
    "undici with a proxy",
    (url: string, init: object) => undiciFetch(url, { ...init, dispatcher: viaProxy }),
  ],
];

describe.each(libraries)("the error with the fetch of %s", (_name, fetch) => {
  async function expectCleanErrors(baseUrl: string): Promise<unknown[]> {
    const errors = await errorsOf({ baseUrl, fetch });
    for (const error of errors) expectClean(renderingsOf(error));
    return errors;
  }

  it("for a refused connection has its code, and nothing of the request", async () => {
    for (const error of await expectCleanErrors(nowhere)) {
      expect(error).toMatchObject({ code: "connection_failed", cause: expect.any(Error) });
      expect(codesOf(error)).toContain("ECONNREFUSED");
    }
  });

  it.each([
    ["closes the connection", ""],
    ["responds with something else", `${CANARY}\r\n\r\n`],
    ["sends an invalid header", `HTTP/1.1 200 OK\r\nx a: ${CANARY}\r\n\r\n{}`],
    ["sends half a body", `HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"name":"${CANARY}"`],
    [
      "sends what is not gzip",
      `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 23\r\n\r\n${CANARY}`,
    ],
  ])("has nothing of request and response if a server %s", async (_, bytes) => {
    const baseUrl = await startRawServer((socket) => socket.end(bytes));
    for (const error of await expectCleanErrors(baseUrl)) {
      expect(error).toMatchObject({ code: "connection_failed" });
    }
  });
});

it("the error of ky for a status, which holds request and response, shows neither", async () => {
  const server = await startServer(() => ({ status: 404, body: JSON.stringify(CANARY) }));
  for (const error of await errorsOf({ baseUrl: server.url, fetch: ky.create({ retry: 0 }) })) {
    expect(error).toMatchObject({ code: "connection_failed", cause: { name: "HTTPError" } });
    expectClean(renderingsOf(error));
  }
});

function codesOf(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [];
  return [(error as Error & { code?: unknown }).code, ...codesOf(error.cause)];
}

describe("the error of a fetch of one's own", () => {
  const baseUrl = "https://api.test";

  it("keeps name, message and code, and those of its causes, without what was sent", async () => {
    const fetch = async (request: Request) => {
      const headers = [...request.headers].map(([key, value]) => `${key}: ${value}`).join(" ");
      const body = await request.text();
      const inner = Object.assign(new RangeError(`lost after X-${headers}`), {
        request,
        code: "E1",
      });
      const message = `no luck for ${request.method} ${request.url} with ${headers} ${body}`;
      const error = new TypeError(message, { cause: inner });
      throw Object.assign(error, { request, headers, options: { body }, code: "ECONNRESET" });
    };
    for (const error of await errorsOf({ baseUrl, fetch })) {
      expectClean(renderingsOf(error));
      expect(error).toMatchObject({
        code: "connection_failed",
        cause: {
          name: "TypeError",
          code: "ECONNRESET",
          message: "no luck for",
          cause: { name: "RangeError", code: "E1", message: "lost after" },
        },
      });
      const { cause } = error as { cause: object };
      expect(Object.keys(cause).sort()).toEqual(["code", "name"]);
    }
  });

  it.each([
    ["in quotes", `refused "${CANARY}" again`, "refused"],
    ["in a URL", `request to https://api.test/?name=${CANARY} failed`, "request to"],
    ["in a path", `Cannot get /users/${CANARY}`, "Cannot get"],
    ["in a header", `request with x-name: ${CANARY}`, "request with"],
    ["as a name", `the name ${CANARY}`, "the name"],
    ["as a date or number", "born on 1990-01-01", "born on"],
    ["of an email address", "no user jane@doe.example", "no user"],
    ["at its start", `${CANARY} is unknown`, ""],
    ["but the code of the platform", "connect ECONNREFUSED 127.0.0.1:443", "connect ECONNREFUSED"],
    [
      "in what has none",
      "unable to verify the first certificate",
      "unable to verify the first certificate",
    ],
  ])("shows no value %s", async (_, message, shown) => {
    const fetch = () => Promise.reject(new Error(message));
    const [error] = await errorsOf({ baseUrl, fetch });
    expect(error).toMatchObject({ cause: { message: shown } });
  });

  it.each([
    ["a string", `failed for ${CANARY}`],
    ["nothing", undefined],
    [
      "an error that cannot be read",
      Object.defineProperty(new Error(CANARY), "message", {
        get() {
          throw new Error(CANARY);
        },
      }),
    ],
  ])("is no cause if it is %s", async (_, reason) => {
    const fetch = () => Promise.reject(reason);
    for (const error of await errorsOf({ baseUrl, fetch })) {
      expect(error).toMatchObject({ code: "connection_failed", cause: undefined });
      expectClean(renderingsOf(error));
    }
  });

  it("ends at the tenth of its causes, even if they are a circle", async () => {
    const reason = new Error("round");
    reason.cause = reason;
    const [error] = await errorsOf({ baseUrl, fetch: () => Promise.reject(reason) });
    let depth = 0;
    for (let each = error; each instanceof Error; each = each.cause) depth += 1;
    expect(depth).toBe(11);
  });

  it("is the cause as it was thrown, if the client exposes causes", async () => {
    const reason = Object.assign(new Error(CANARY), { request: CANARY });
    const fetch = () => Promise.reject(reason);
    for (const error of await errorsOf({ baseUrl, fetch, exposeCause: true })) {
      expect((error as Error).cause).toBe(reason);
      expect((error as Error).message).not.toContain(CANARY);
    }
  });
});
