import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";
import { startRawServer } from "../helpers/start-raw-server.ts";
import { startServer } from "../helpers/start-server.ts";
import { CANARY, errorsOf, expectClean } from "./errors-of.ts";
import { renderingsOf } from "./renderings.ts";

// Failures of HTTP and of the connection: platforms put bytes and URLs into their errors.

const JSON_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

describe("the error for a response that is not valid HTTP contains none of its bytes", () => {
  it.each([
    ["no status line", `${CANARY}\r\n\r\n`, "connection_failed"],
    ["an invalid header", `${JSON_HEAD}x a: ${CANARY}\r\n\r\n{}`, "connection_failed"],
    [
      "a chunk without its length",
      `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n2\r\n{"\r\n${CANARY}\r\n`,
      "connection_failed",
    ],
    [
      "two different lengths",
      `${JSON_HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n${CANARY}`,
      "connection_failed",
    ],
    [
      "half a body",
      `${JSON_HEAD}content-length: 99\r\n\r\n{"name":"${CANARY}"`,
      "connection_failed",
    ],
    [
      "a body longer than announced",
      `${JSON_HEAD}content-length: 9\r\n\r\n{"name":"${CANARY}"}`,
      "response_invalid",
    ],
    [
      "a body that is not in its declared encoding",
      `${JSON_HEAD}content-encoding: gzip\r\ncontent-length: 23\r\n\r\n${CANARY}`,
      "connection_failed",
    ],
  ])("%s", async (_, bytes, code) => {
    const baseUrl = await startRawServer((socket) => socket.end(bytes));
    const errors = await errorsOf({ baseUrl });
    for (const error of errors) {
      expect(error).toMatchObject({ code, cause: expect.any(Error) });
      expectClean(renderingsOf(error));
    }
  });
});

describe("a platform's error that contains the URL", () => {
  it.each([
    [
      "in its message",
      (url: string) => new TypeError(`error sending request for url (${url}): refused`),
    ],
    ["in a field", (url: string) => Object.assign(new Error("Unable to connect."), { path: url })],
    [
      "in its cause",
      (url: string) => new TypeError("fetch failed", { cause: new Error(`to ${url} in time`) }),
    ],
  ])("%s does not reveal path and query", async (_, make) => {
    const fetch = async ({ url }: Request) => {
      throw make(url);
    };
    const errors = await errorsOf({ baseUrl: "https://api.test", fetch });
    for (const error of errors) {
      expect(error).toMatchObject({ code: "connection_failed", cause: expect.any(Error) });
      expectClean(renderingsOf(error));
    }
  });

  it("does not crash the client if it is frozen", async () => {
    const fetch = async () => {
      throw Object.freeze(new Error("refused by https://api.test/"));
    };
    for (const error of await errorsOf({ baseUrl: "https://api.test", fetch })) {
      expect(error).toMatchObject({ code: "connection_failed" });
    }
  });
});

describe("nothing leaks from", () => {
  it("timeouts", async () => {
    const baseUrl = await startRawServer((socket) => socket.write(`${JSON_HEAD}\r\n"${CANARY}`));
    for (const timeout of [{ attemptMs: 20 }, { overallMs: 20 }]) {
      for (const error of await errorsOf({ baseUrl, timeout })) {
        expect(error).toMatchObject({ code: "timeout" });
        expectClean(renderingsOf(error));
      }
    }
    const gone = {
      baseUrl: "http://127.0.0.1:1",
      retry: { minDelayMs: 900 },
      timeout: { overallMs: 400 },
    };
    const [error] = await errorsOf(gone);
    expect(error).toMatchObject({ code: "timeout", cause: { code: "connection_failed" } });
    expectClean(renderingsOf(error));
  });

  it.each([
    ["a redirect to another origin", `https://evil.test/${encodeURIComponent(CANARY)}`],
    ["a redirect to a URL with a user name", `//${encodeURIComponent(CANARY)}@HOST/`],
    ["a redirect to an invalid URL", `http://[${CANARY}`],
  ])("%s", async (_, location) => {
    const server = await startServer(({ headers }) => ({
      status: 307,
      headers: { location: location.replace("HOST", String(headers.host)) },
    }));
    for (const error of await errorsOf({ baseUrl: server.url })) {
      expect(error).toMatchObject({ code: "redirect_refused" });
      expectClean(renderingsOf(error));
    }
  });

  it("a body that cannot be serialised", async () => {
    const circle: Record<string, unknown> = { name: CANARY };
    circle.self = circle;
    const options = { appId: CANARY, secret: CANARY, baseUrl: "https://api.test" };
    for (const body of [
      circle,
      { name: 1n, other: CANARY },
      { [CANARY.length]: Number.NaN, name: CANARY },
    ]) {
      const error = await connect(acme, options)
        .createUser({ body: body as never })
        .catch((reason) => reason);
      expect(error).toMatchObject({ code: "request_invalid" });
      expectClean(renderingsOf(error));
    }
  });
});
