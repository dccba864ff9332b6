import { getEventListeners, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { createClient } from "../../src/client/create-client.ts";
import { startServer } from "../helpers/start-server.ts";
import { startStreamServer, writeBytes } from "../helpers/start-stream-server.ts";
import { streaming } from "../helpers/streaming.ts";

async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** Returns what reading events rejects with, after how many. */
async function failureOf(
  events: AsyncIterable<unknown>,
): Promise<{ count: number; error: unknown }> {
  let count = 0;
  try {
    for await (const _ of events) count += 1;
  } catch (error) {
    return { count, error };
  }
  return { count, error: undefined };
}

const event = (id: string): string => `data: {"id":"${id}"}\n\n`;

describe("events", () => {
  it("are parsed, wherever chunks begin and end", async () => {
    const url = await startStreamServer(async ({ response }) => {
      await writeBytes(
        response,
        '\uFEFF: hello\r\n\r\nevent: add\r\nid: 7\r\ndata: {"id":\r\ndata: "Pérez 🛂"}\r\n\r\nretry: 10\ndata: {"id":"2"}\n\ndata: {"id":"cut off"}\n',
      );
      response.end();
    });
    expect(await collect(await connect(streaming, { baseUrl: url }).watchEvents())).toEqual([
      { event: "add", data: { id: "Pérez 🛂" }, id: "7" },
      { event: "message", data: { id: "2" } },
    ]);
  });

  it("have strings as data if the document says so", async () => {
    const url = await startStreamServer(({ response }) =>
      response.end("data: 1\n\ndata\n\ndata: [DONE]\n\n"),
    );
    expect(await collect(await connect(streaming, { baseUrl: url }).readLines())).toEqual([
      { event: "message", data: "1" },
      { event: "message", data: "" },
      { event: "message", data: "[DONE]" },
    ]);
  });

  it("have strings as data by their names", async () => {
    const url = await startStreamServer(({ response }) =>
      response.end('event: log\ndata: 1\n\nevent: step\ndata: {"step":1}\n\n'),
    );
    expect(await collect(await connect(streaming, { baseUrl: url }).watchBoth())).toEqual([
      { event: "log", data: "1" },
      { event: "step", data: { step: 1 } },
    ]);
  });

  it("of JSON end at [DONE], and those without data are skipped", async () => {
    const url = await startStreamServer(({ response }) =>
      response.write(`event: ping\ndata:\n\n${event("1")}data: [DONE]\n\n${event("2")}`),
    );
    expect(await collect(await connect(streaming, { baseUrl: url }).watchEvents())).toEqual([
      { event: "message", data: { id: "1" } },
    ]);
  });

  it("arrive before the rest is written, of which no more is read than the caller takes", async () => {
    const total = 50 * 1024 * 1024;
    const padding = "x".repeat(64 * 1024);
    let sent = 0;
    let written = 0;
    let writtenAtFirst = 0;
    const url = await startStreamServer(async ({ response }) => {
      for (; written < total; sent += 1) {
        const chunk = `: ${padding}\n${event(String(sent))}`;
        written += chunk.length;
        if (!response.write(chunk)) await once(response, "drain");
      }
      response.end();
    });
    let count = 0;
    for await (const { data } of await connect(streaming, { baseUrl: url }).watchEvents()) {
      if (count === 0) {
        // What the operating system and the platform buffer is less than half of the stream.
        await sleep(200);
        writtenAtFirst = written;
      }
      expect(data.id).toBe(String(count));
      count += 1;
    }
    expect(writtenAtFirst).toBeGreaterThan(0);
    expect(writtenAtFirst).toBeLessThan(total / 2);
    expect([written >= total, count]).toEqual([true, sent]);
  });

  it("are the same by path, and with the response", async () => {
    const url = await startStreamServer(({ response }) => response.end(event("1")));
    const client = connect(streaming, { baseUrl: url });
    const byPath = await client.GET("/events");
    if (byPath.error !== undefined) throw new Error("not events");
    expect(await collect(byPath.data)).toHaveLength(1);
    const { data, response } = await client.watchEvents().withResponse();
    expect([response.status, await collect(data)]).toMatchObject([200, [{ data: { id: "1" } }]]);
  });

  it("are none if the response has no content", async () => {
    const { url } = await startServer(() => ({ status: 204, body: "" }));
    expect(await connect(streaming, { baseUrl: url }).watchEvents()).toBeUndefined();
  });
});

describe("the response's Content-Type", () => {
  const body = { stream: true };

  it.each(["text/event-stream", "text/event-stream; charset=utf-8", "Text/Event-Stream"])(
    "decides for events: %s",
    async (type) => {
      const url = await startStreamServer(
        ({ response }) => response.end('data: {"delta":"a"}\n\n'),
        type,
      );
      const result = await connect(streaming, { baseUrl: url }).chat({ body });
      if ("text" in result) throw new Error("not events");
      expect(await collect(result)).toEqual([{ event: "message", data: { delta: "a" } }]);
    },
  );

  it("decides for JSON", async () => {
    const { url } = await startServer(() => ({ body: '{"text":"a"}' }));
    expect(await connect(streaming, { baseUrl: url }).chat({ body })).toEqual({ text: "a" });
  });

  it.each([
    ["watchEvents", {}],
    ["chat", { body, parseAs: "events" }],
  ] as const)("that must be of events is an error if it is not: %s", async (name, init) => {
    const { url } = await startServer(() => ({
      headers: { "content-type": "text/html; charset=utf-8" },
      body: "<p>Jane</p>",
    }));
    const call: Promise<unknown> = connect(streaming, { baseUrl: url })[name](init as never);
    await expect(call).rejects.toMatchObject({
      code: "response_invalid",
      status: 200,
      message: `streaming: ${name === "chat" ? "POST /chat" : "GET /events"} returned a body that is not an event stream (text/html). To read it as it is, pass \`parseAs: "text"\` or \`"stream"\`.`,
    });
  });

  it("of events is an error at once if the caller requires JSON", async () => {
    let closed: Promise<void> | undefined;
    const url = await startStreamServer((open) => {
      closed = open.closed;
      open.response.write(event("1"));
    });
    const client = connect(streaming, { baseUrl: url });
    const message = expect.stringMatching(
      /returned a body that is not JSON \(text\/event-stream\)\. .*`parseAs: "text"`/,
    );
    await expect(client.chat({ body, parseAs: "json" })).rejects.toMatchObject({ message });
    await closed;
    await expect(client.getPlain()).rejects.toMatchObject({ code: "response_invalid", message });
    await closed;
  });

  it("does not matter to a caller that reads the body itself", async () => {
    const url = await startStreamServer(({ response }) => response.end(event("1")));
    const client = connect(streaming, { baseUrl: url });
    const stream = await client.watchEvents({ parseAs: "stream" });
    expect(await new Response(stream).text()).toBe(event("1"));
    expect(await client.watchEvents({ parseAs: "text" })).toBe(event("1"));
  });
});

describe("the Accept header", () => {
  it("lists what the caller can read", async () => {
    const server = await startServer(() => ({ status: 404 }));
    const client = connect(streaming, { baseUrl: server.url });
    const body = {};
    await client.GET("/events");
    await client.POST("/chat", { body });
    await client.POST("/chat", { body, parseAs: "events" });
    await client.POST("/chat", { body, parseAs: "json" });
    await client.POST("/chat", { body, parseAs: "stream" });
    await client.POST("/chat", { body, headers: { accept: "text/event-stream;v=2" } });
    await client.GET("/plain");
    expect(server.received.map(({ headers }) => headers.accept)).toEqual([
      "text/event-stream",
      "application/json, text/event-stream",
      "text/event-stream",
      "application/json",
      "application/json, text/event-stream",
      "text/event-stream;v=2",
      "*/*",
    ]);
  });
});

describe("reading ends", () => {
  it("and closes the connection if the caller leaves the loop", async () => {
    let closed: Promise<void> | undefined;
    const url = await startStreamServer((open) => {
      closed = open.closed;
      open.response.write(event("1") + event("2"));
    });
    for await (const { data } of await connect(streaming, { baseUrl: url }).watchEvents()) {
      expect(data.id).toBe("1");
      break;
    }
    await closed;
  });

  it("with an AbortError if the caller's signal aborts while it waits", async () => {
    let closed: Promise<void> | undefined;
    const url = await startStreamServer((open) => {
      closed = open.closed;
      open.response.write(event("1"));
    });
    const events = await connect(streaming, { baseUrl: url }).watchEvents({
      signal: AbortSignal.timeout(50),
    });
    const { count, error } = await failureOf(events);
    expect(count).toBe(1);
    expect(error).toMatchObject({
      name: "AbortError",
      code: "aborted",
      cause: { name: "TimeoutError" },
    });
    await closed;
  });

  it("with an AbortError between two events that have both arrived", async () => {
    const url = await startStreamServer(({ response }) => response.end(event("1") + event("2")));
    const controller = new AbortController();
    const events = await connect(streaming, { baseUrl: url }).watchEvents({
      signal: controller.signal,
    });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { data } of events) {
        seen.push(data.id);
        controller.abort("enough");
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: "aborted", cause: "enough" });
    expect(seen).toEqual(["1"]);
  });

  it("with an AbortError if the caller aborts before it reads, even if fetch ignores signals", async () => {
    const body = new ReadableStream({ pull: () => new Promise(() => undefined) });
    const fetch = async () =>
      new Response(body, { headers: { "content-type": "text/event-stream" } });
    const controller = new AbortController();
    const client = connect(streaming, { fetch });
    const events = await client.watchEvents({ signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    expect((await failureOf(events)).error).toMatchObject({ code: "aborted" });
  });

  it("with a ConnectionError if the connection is lost within an event", async () => {
    const url = await startStreamServer(({ response }) => {
      response.write(`${event("1")}data: {"id":"Jane`);
      setTimeout(() => response.socket?.destroy(), 20);
    });
    const { count, error } = await failureOf(
      await connect(streaming, { baseUrl: url }).watchEvents(),
    );
    expect(count).toBe(1);
    expect(error).toMatchObject({
      code: "connection_failed",
      call: { operationId: "watchEvents" },
    });
    expect(describeError(error)).not.toContain("Jane");
  });

  it("with a ResponseError for data that is not JSON, without quoting it", async () => {
    const url = await startStreamServer(({ response }) =>
      response.write(`${event("1")}data: {Jane}\n\n`),
    );
    const { count, error } = await failureOf(
      await connect(streaming, { baseUrl: url }).watchEvents(),
    );
    expect(count).toBe(1);
    expect(error).toMatchObject({
      code: "response_invalid",
      status: 200,
      message:
        'streaming: GET /events returned an event whose data is not JSON (text/event-stream). To read it as it is, pass `parseAs: "text"` or `"stream"`.',
    });
    expect(describeError(error)).not.toContain("Jane");
  });

  it("with a ResponseError for an event without end, before it fills the memory", async () => {
    let written = 0;
    const url = await startStreamServer(async ({ response, closed }) => {
      let isOpen = true;
      closed.then(() => (isOpen = false));
      response.write(`${event("1")}data: `);
      const piece = "x".repeat(256 * 1024);
      while (isOpen) {
        written += piece.length;
        if (!response.write(piece)) await Promise.race([once(response, "drain"), closed]);
      }
    });
    const { count, error } = await failureOf(
      await connect(streaming, { baseUrl: url }).watchEvents(),
    );
    expect(count).toBe(1);
    expect(error).toMatchObject({
      code: "response_invalid",
      message: expect.stringContaining("returned an event of over 16777216 characters"),
    });
    expect(written).toBeLessThan(40 * 1024 * 1024);
  });

  it("with a TimeoutError if nothing arrives for `idleMs`", async () => {
    let closed: Promise<void> | undefined;
    const url = await startStreamServer(async (open) => {
      closed = open.closed;
      for (let count = 0; count < 8; count += 1) {
        open.response.write(count % 2 === 0 ? event("1") : ": alive\n\n");
        await sleep(50);
      }
    });
    const client = connect(streaming, { baseUrl: url, timeout: { idleMs: 200 } });
    const start = performance.now();
    const { count, error } = await failureOf(await client.watchEvents());
    expect(count).toBe(4);
    expect(performance.now() - start).toBeGreaterThan(500);
    expect(error).toMatchObject({
      code: "timeout",
      limit: "idle",
      message: "streaming: GET /events exceeded `timeout.idleMs`.",
    });
    await closed;
  });

  it("without a listener left on the caller's signal", async () => {
    const url = await startStreamServer(({ response }) => response.end(event("1") + event("2")));
    const { signal } = new AbortController();
    const client = connect(streaming, { baseUrl: url });
    await collect(await client.watchEvents({ signal }));
    for await (const _ of await client.watchEvents({ signal })) break;
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("without regard to the limits of the call, which end with the headers", async () => {
    const url = await startStreamServer(async ({ response }) => {
      await sleep(150);
      response.end(event("1"));
    });
    const timeout = { attemptMs: 100, overallMs: 100 };
    const events = await connect(streaming, { baseUrl: url, timeout }).watchEvents();
    expect(await collect(events)).toHaveLength(1);
  });
});

describe("an error", () => {
  it("before the stream rejects the call, typed as usual", async () => {
    const { url } = await startServer(() => ({ status: 404, body: '{"reason":"gone"}' }));
    const client = connect(streaming, { baseUrl: url });
    const error: unknown = await client.watchEvents().catch((reason: unknown) => reason);
    if (!client.watchEvents.isError(error) || error.status !== 404) throw error;
    expect(error.body.reason).toBe("gone");
  });

  it("before the stream is retried; within it, never", async () => {
    let count = 0;
    const url = await startStreamServer(({ response }) => {
      count += 1;
      response.write(event(String(count)));
      setTimeout(() => response.socket?.destroy(), 20);
    });
    const client = connect(streaming, {
      retry: { minDelayMs: 1, maxDelayMs: 1 },
      fetch: async (request) => {
        count += 1;
        return count === 1 ? new Response("", { status: 503 }) : globalThis.fetch(request);
      },
      baseUrl: url,
    });
    const events = await client.watchEvents();
    expect(await failureOf(events)).toMatchObject({
      count: 1,
      error: { code: "connection_failed", call: { attempts: 2 } },
    });
    expect(count).toBe(3);
  });

  it("of a call that requires events of an operation without them comes before it is sent", async () => {
    const server = await startServer();
    const client = connect(streaming, { baseUrl: server.url });
    await expect(client.getPlain({ parseAs: "events" })).rejects.toMatchObject({
      code: "request_invalid",
      cause: { message: "It declares no event stream." },
    });
    expect(server.received).toEqual([]);
  });
});

describe("hooks", () => {
  const ends: unknown[] = [];
  const hooks = {
    onEnd: ({ status, error }: object & { status?: unknown; error?: unknown }) =>
      ends.push([status, error]),
  };

  it("see the end of a call with the end of its stream, once", async () => {
    const url = await startStreamServer(({ response, request }) => {
      if (request.url === "/events") response.end(event("1"));
      else response.end("data: 1\n\nevent: step\ndata: {\n\n");
    });
    const client = connect(streaming, { baseUrl: url, hooks });
    const events = await client.watchEvents();
    expect(ends).toEqual([]);
    await collect(events);
    await failureOf(await client.watchBoth());
    for await (const _ of await client.watchEvents()) break;
    expect(ends).toEqual([
      [200, undefined],
      [undefined, "response_invalid"],
      [200, undefined],
    ]);
  });
});

it("needs the feature, which a client without event streams does not have", async () => {
  const { url } = await startServer();
  const client = createClient(streaming, { baseUrl: url }, {});
  expect(await client.getPlain()).toEqual({});
});

/** Returns everything that printing an error may show. */
function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    parts.push(each.message, each.stack ?? "", JSON.stringify(each));
  }
  return parts.join("\n");
}
