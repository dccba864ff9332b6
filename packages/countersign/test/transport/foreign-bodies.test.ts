import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";
import { listen } from "../helpers/listen.ts";
import { streaming } from "../helpers/streaming.ts";

// A caller's fetch may return bodies that behave as no platform's do.

const credentials = { appId: "app-1", secret: "s3cret" };
const user = { params: { path: { id: "u1" } } };
const json = { "content-type": "application/json" };
const never = () => new Promise<never>(() => undefined);

const unhandled: unknown[] = [];
const listener = (reason: unknown) => unhandled.push(reason);
beforeEach(() => process.on("unhandledRejection", listener));
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", listener);
  expect(unhandled).toEqual([]);
});

/** Returns a fetch with the given responses, one after the other. */
function fetchOf(...responses: Response[]): () => Promise<Response> {
  const left = responses.values();
  return async () => left.next().value ?? expect.fail("one request too many");
}

describe.each([
  ["never settles", never],
  ["rejects", () => Promise.reject(new Error("cannot cancel"))],
  [
    "throws",
    () => {
      throw new Error("cannot cancel");
    },
  ],
])("a body whose cancel %s does not delay", (_, cancel) => {
  /** A response with a body that never ends. */
  function stuck(status: number, headers: Record<string, string> = {}): Response {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    });
    // On the body itself, because the platform's turns what its source throws into a rejection.
    body.cancel = cancel;
    const { getReader } = body;
    const withCancel = () => Object.assign(getReader.call(body), { cancel });
    Object.assign(body, { getReader: withCancel });
    const response = new Response(null, { status, headers });
    return Object.defineProperty(response, "body", { value: body });
  }
  const options = {
    ...credentials,
    baseUrl: "https://api.test",
    retry: { minDelayMs: 1 },
    timeout: { attemptMs: 5_000 },
  };
  const events = { "content-type": "text/event-stream" };

  it("a retry", async () => {
    const fetch = fetchOf(stuck(503), Response.json({ ok: true }));
    expect(await connect(acme, { ...options, fetch }).getStatus()).toEqual({ ok: true });
  }, 2_000);

  it("a redirect", async () => {
    const fetch = fetchOf(stuck(307, { location: "/other" }), Response.json({ ok: true }));
    expect(await connect(acme, { ...options, fetch }).getStatus()).toEqual({ ok: true });
  }, 2_000);

  it.each([
    [
      "the refusal of a redirect",
      stuck(307, { location: "https://evil.test/" }),
      "redirect_refused",
    ],
    ["the error for an event stream in place of JSON", stuck(200, events), "response_invalid"],
    ["the error for a body that is too large", stuck(200, json), "response_too_large"],
  ])(
    "%s",
    async (_, response, code) => {
      const client = connect(acme, { ...options, fetch: fetchOf(response), maxResponseBytes: 3 });
      await expect(client.getStatus()).rejects.toMatchObject({ code });
    },
    2_000,
  );

  it("the error for a body that is no event stream", async () => {
    const client = connect(streaming, { ...options, fetch: fetchOf(stuck(200, json)) });
    const call: Promise<unknown> = client.watchEvents();
    await expect(call).rejects.toMatchObject({ code: "response_invalid" });
  }, 2_000);

  it("the reader of an event stream who leaves it", async () => {
    const client = connect(streaming, { ...options, fetch: fetchOf(stuck(200, events)) });
    for await (const event of await client.watchEvents()) {
      expect(event).toMatchObject({ data: 1 });
      break;
    }
  }, 2_000);
});

describe("a limit ends", () => {
  const options = { ...credentials, baseUrl: "https://api.test", timeout: { overallMs: 30 } };

  it("the encoding of a file that cannot be read, before anything is sent", async () => {
    class EndlessFile extends Blob {
      override arrayBuffer() {
        return new Promise<never>(() => undefined);
      }
    }
    const client = connect(acme, { ...options, fetch: fetchOf() });
    const call = client.createUser({ body: new EndlessFile(["x"]) as never });
    await expect(call).rejects.toMatchObject({ limit: "overall", call: { attempts: 0 } });
  });

  it.each([200, 404])("the reading of a body with status %i", async (status) => {
    const response = new Response(new ReadableStream(), { status });
    const client = connect(acme, { ...options, fetch: fetchOf(response) });
    await expect(client.getUser(user)).rejects.toMatchObject({ limit: "overall" });
  });

  it("the wait for a response, whose body is discarded when it arrives, without a word to hooks", async () => {
    let isCancelled = false;
    const cancel = () => {
      isCancelled = true;
    };
    const ends: string[] = [];
    const client = connect(acme, {
      ...options,
      fetch: async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return new Response(new ReadableStream({ cancel }));
      },
      hooks: { onResponse: () => ends.push("response"), onEnd: () => ends.push("end") },
    });
    await expect(client.getUser(user)).rejects.toMatchObject({ limit: "overall" });
    await expect.poll(() => isCancelled).toBe(true);
    expect(ends).toEqual(["end"]);
  });
});

it("frees the connections of responses that it discards", async () => {
  let requests = 0;
  let open = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(requests % 2 === 0 ? 200 : 503, json);
    response.end(requests % 2 === 0 ? "{}" : "x".repeat(1_000_000));
  });
  server.on("connection", (socket) => {
    open += 1;
    socket.once("close", () => {
      open -= 1;
    });
  });
  const baseUrl = await listen(server);
  const client = connect(acme, { ...credentials, baseUrl, retry: { minDelayMs: 1 } });
  for (let call = 0; call < 100; call += 1) await client.getStatus();
  expect(requests).toBe(200);
  await expect.poll(() => open).toBeLessThanOrEqual(2);
});
