import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";
import { type StubResponse, startServer } from "../helpers/start-server.ts";
import { encodingsOf, renderingsOf } from "./renderings.ts";

// Canaries are planted in every credential, in requests and in responses. None may appear in an error or a hook, in
// any of the encodings that the client uses.

const canaries = {
  appId: "CANARY-app-id-1",
  secret: "CANARY-secret-2",
  token: "CANARY-token-3",
  path: "CANARY-user-4",
  query: "CANARY-query-5",
  header: "CANARY-header-6",
  body: "CANARY-name-7",
  response: "CANARY-response-8",
  responseHeader: "CANARY-cookie-9",
};

const planted = encodingsOf(Object.values(canaries));

function expectClean(output: string): void {
  expect(planted.filter((canary) => output.includes(canary))).toEqual([]);
}

async function provoke(baseUrl: string, options: object = {}): Promise<unknown[]> {
  const events: unknown[] = [];
  const hooks = {
    onRequest: (event: unknown) => events.push(event),
    onResponse: (event: unknown) => events.push(event),
    onRetry: (event: unknown) => events.push(event),
    onEnd: (event: unknown) => events.push(event),
  };
  const { appId, secret, token } = canaries;
  const retry = { minDelayMs: 1, maxDelayMs: 1 };
  const client = connect(acme, { appId, secret, token, baseUrl, hooks, retry, ...options });
  const headers = { "x-person": canaries.header };
  const calls = [
    client.getUser({
      params: { path: { id: canaries.path }, query: { expand: [canaries.query] } },
      headers,
    }),
    client.createUser({ body: { name: canaries.body }, headers }),
    client.deleteUser({ params: { path: { id: canaries.path } }, headers }),
    client.GET("/users/{id}", { params: { path: { id: canaries.path } }, headers }),
  ];
  const outcomes = await Promise.allSettled(calls);
  const errors = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason] : [],
  );
  expectClean(JSON.stringify(events));
  return errors;
}

const responses: [string, StubResponse][] = [
  [
    "an error with a JSON body",
    { status: 404, body: JSON.stringify({ reason: canaries.response }) },
  ],
  ["an error with a plain-text body", { status: 502, body: canaries.response }],
  [
    "an error that echoes headers",
    { status: 401, headers: { "set-cookie": canaries.responseHeader } },
  ],
  ["a success that is not JSON", { status: 200, body: `{"name": ${canaries.response}` }],
  [
    "a redirect elsewhere",
    { status: 307, headers: { location: `https://evil.test/${canaries.response}` } },
  ],
  ["a busy server", { status: 503, body: canaries.response }],
];

describe("nothing secret or personal leaks from", () => {
  it.each(responses)("%s", async (_, response) => {
    const server = await startServer(() => response);
    const errors = await provoke(server.url);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expectClean(renderingsOf(error));
  });

  it("a refused connection", async () => {
    const errors = await provoke("http://127.0.0.1:1");
    expect(errors).toHaveLength(4);
    for (const error of errors) expectClean(renderingsOf(error));
  });

  it("a connection that stalls", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{"name":"${canaries.response}`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const errors = await provoke(url, { timeout: { attemptMs: 50 }, retry: false });
    expect(errors).toHaveLength(4);
    for (const error of errors) expectClean(renderingsOf(error));
  });

  it.each([
    ["a line break", (value: string) => `${value}\n`],
    ["a character that no header can carry", (value: string) => `${value}✓`],
    ["surrounding whitespace", (value: string) => ` ${value}`],
  ])("a credential with %s", async (_, spoil) => {
    for (const option of ["appId", "secret", "token"] as const) {
      const make = () =>
        connect(acme, {
          appId: canaries.appId,
          secret: canaries.secret,
          [option]: spoil(canaries[option]),
          baseUrl: "https://api.test",
        });
      let error: unknown;
      try {
        make();
      } catch (reason) {
        error = reason;
      }
      if (error !== undefined) expectClean(renderingsOf(error));
    }
  });

  it("a parameter that cannot be sent", async () => {
    const { appId, secret } = canaries;
    const client = connect(acme, { appId, secret, baseUrl: "https://api.test" });
    // The compiler rejects this, but a JavaScript program can pass it.
    const value: never = { toString: () => canaries.path, toJSON: () => canaries.path } as never;
    const calls = [
      client.getUser({ params: { path: { id: value } } }),
      client.getUser({ params: { path: { id: "u" }, query: { expand: [value] } } }),
    ];
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome.status).toBe("rejected");
      if (outcome.status === "rejected") expectClean(renderingsOf(outcome.reason));
    }
  });
});
