import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../src/index.ts";

const data = { type: "object", properties: { id: { type: "string" } } };
const event = { type: "object", properties: { event: { type: "string" }, data } };
const streamOf = (media: object) => ({
  get: {
    security: [],
    responses: { "200": { description: "", content: { "text/event-stream": media } } },
  },
});

const document = {
  openapi: "3.1.0",
  info: { title: "Acme", version: "1" },
  paths: {
    "/raw": streamOf({ schema: data, example: ': hi\nevent: add\ndata: {"id":"1"}\n' }),
    "/data": streamOf({ schema: data, example: { id: "1" } }),
    "/list": streamOf({ schema: data, example: [{ id: "1" }, { id: "2" }] }),
    "/named": streamOf({
      schema: data,
      examples: { a: { value: { id: "1" } }, b: { value: { id: "2" } } },
    }),
    "/events": streamOf({ schema: event, example: { event: "add", id: 7, data: { id: "1" } } }),
    "/lines": streamOf({ schema: { type: "string" }, example: "one\ntwo" }),
    "/none": streamOf({ schema: data }),
    "/chat": {
      get: {
        security: [],
        responses: {
          "200": {
            description: "",
            content: {
              "application/json": { schema: data, example: { id: "whole" } },
              "text/event-stream": { schema: data, example: { id: "part" } },
            },
          },
        },
      },
    },
  },
};

async function get(path: string, headers: Record<string, string> = {}) {
  const sandbox = await startSandbox({ documents: { acme: document } });
  onTestFinished(() => sandbox.close());
  const response = await fetch(sandbox.connection("acme").baseUrl + path, { headers });
  return [response.status, response.headers.get("content-type"), await response.text()];
}

test.each([
  ["/raw", ': hi\nevent: add\ndata: {"id":"1"}\n\n'],
  ["/data", 'data: {"id":"1"}\n\n'],
  ["/list", 'data: {"id":"1"}\n\ndata: {"id":"2"}\n\n'],
  ["/named", 'data: {"id":"1"}\n\ndata: {"id":"2"}\n\n'],
  ["/events", 'event: add\nid: 7\ndata: {"id":"1"}\n\n'],
  ["/lines", "data: one\ndata: two\n\n"],
])("streams the examples of %s", async (path, expected) => {
  expect(await get(path)).toEqual([200, "text/event-stream", expected]);
});

test("responds with JSON or a stream, as the request accepts", async () => {
  const json = [200, "application/json", '{"id":"whole"}'];
  const stream = [200, "text/event-stream", 'data: {"id":"part"}\n\n'];
  expect(await get("/chat")).toEqual(json);
  expect(await get("/chat", { accept: "application/json, text/event-stream" })).toEqual(json);
  expect(await get("/chat", { accept: "Text/Event-Stream;q=1" })).toEqual(stream);
  expect(await get("/chat", { accept: "text/csv" })).toEqual(json);
});

test("has no response for a stream without an example", async () => {
  expect((await get("/none"))[0]).toBe(500);
});
