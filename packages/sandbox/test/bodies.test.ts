import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { startAcme } from "./fixtures/start-acme.ts";

function form(...fields: readonly (readonly [string, string | Blob])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

const file = new Blob([Uint8Array.from([0xff, 0x00])]);

test.each([
  ["no Content-Type", undefined, "is missing"],
  ["another Content-Type", "text/plain", 'is "text/plain"'],
])("responds with 415 to a body with %s", async (_, type, problem) => {
  const { send } = await startAcme();
  const { status, body } = await send("/people", {
    method: "POST",
    // Bytes, because fetch adds a Content-Type to a string.
    body: Buffer.from("{}"),
    ...(type !== undefined && { headers: { "content-type": type } }),
  });
  expect(status).toBe(415);
  expect(body).toEqual({
    error: {
      code: "unsupported_media_type",
      message: `Header Content-Type ${problem}; this operation accepts application/json.`,
    },
  });
});

test("ignores the parameters and the case of a media type", async () => {
  const { send } = await startAcme();
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  const { status } = await send("/people", { method: "POST", headers, body: '{"name":"Ada"}' });
  expect(status).toBe(201);
});

test.each([
  ["broken", "{"],
  ["not UTF-8", Uint8Array.from([0x22, 0xff, 0x22])],
])("responds with 400 to JSON that is %s, and does not quote it", async (_, malformed) => {
  const { send } = await startAcme();
  const headers = { "content-type": "application/json" };
  const { status, body } = await send("/people", { method: "POST", headers, body: malformed });
  expect(status).toBe(400);
  expect(body).toEqual({
    error: {
      code: "malformed_body",
      message: "Content-Type declares JSON, but the body is not valid JSON in UTF-8.",
    },
  });
});

test.each([
  [
    "a file and a number",
    [
      ["data[file]", file],
      ["data[pages]", "3"],
    ],
  ],
  [
    "a list of one item",
    [
      ["data[file]", file],
      ["data[pages]", "3"],
      ["data[tags]", "a"],
    ],
  ],
  [
    "a list",
    [
      ["data[file]", file],
      ["data[pages]", "3"],
      ["data[tags]", "a"],
      ["data[tags]", "b"],
    ],
  ],
] as const)("accepts a multipart form with %s", async (_, fields) => {
  const { send } = await startAcme();
  expect((await send("/files", { method: "POST", body: form(...fields) })).status).toBe(200);
});

test.each([
  ["a missing file", [["data[pages]", "3"]], "/data/file", "is required"],
  [
    "a string for a number",
    [
      ["data[file]", file],
      ["data[pages]", "x"],
    ],
    "/data/pages",
    "must be integer",
  ],
  ["only an unknown field", [["x", "1"]], "/data", "is required"],
] as const)("refuses a multipart form with %s", async (_, fields, path, message) => {
  const { send } = await startAcme();
  const { status, body } = await send("/files", { method: "POST", body: form(...fields) });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { details: [{ in: "body", path, message }] } });
});

test("responds with 400 to a malformed multipart form", async () => {
  const { send } = await startAcme();
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const { status, body } = await send("/files", { method: "POST", headers, body: "nonsense" });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { code: "malformed_body" } });
});

test("validates each media type of an operation with its own schema", async () => {
  const { post } = await startAcme();
  expect((await post("/files", { link: "https://example.com" })).status).toBe(200);
  const { body } = await post("/files", { data: {} });
  expect(body).toMatchObject({ error: { details: [{ path: "/link", message: "is required" }] } });
});

test("validates a URL-encoded form, including its numbers", async () => {
  const { send } = await startAcme();
  const sendForm = (body: string) =>
    send("/tokens", { method: "POST", body: new URLSearchParams(body) });
  expect((await sendForm("code=a&ttl=5")).status).toBe(200);
  expect((await sendForm("code=a&ttl=x")).status).toBe(400);
  expect((await sendForm("ttl=5")).status).toBe(400);
});

describe("validates the JSON in a multipart form", () => {
  test.each([
    ["an object", [["person", '{"name":"Ada"}']], 200],
    ["an object that is invalid", [["person", "{}"]], 400],
    ["an object that is not JSON", [["person", "Ada"]], 400],
    [
      "objects in a list",
      [
        ["products", '{"sku":"1"}'],
        ["products", '{"sku":"2"}'],
      ],
      200,
    ],
    [
      "invalid objects in a list",
      [
        ["products", '{"sku":"1"}'],
        ["products", "{}"],
      ],
      400,
    ],
    ["a list whose encoding says so", [["labels", '["a","b"]']], 200],
    ["a list that is too long", [["labels", '["a","b","c"]']], 400],
  ] as const)("as %s", async (_, fields, expected) => {
    const { send } = await startAcme();
    const { status } = await send("/orders", { method: "POST", body: form(...fields) });
    expect(status).toBe(expected);
  });
});

test("responds with 413 to a body of more than 25 MiB", async () => {
  const { send, exchanges } = await startAcme();
  const body = new Uint8Array(25 * 1024 * 1024 + 1);
  expect((await send("/people", { method: "POST", body })).status).toBe(413);
  expect(exchanges).toMatchObject([{ status: 413, provider: undefined }]);
});

test("responds with 413 to an endless body as soon as the limit is passed, and closes the connection", async () => {
  const { sandbox } = await startAcme();
  const { hostname, port } = new URL(sandbox.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {
    // The connection is closed while the body is being sent.
  });
  let received = "";
  socket.on("data", (data) => {
    received += data;
  });
  await once(socket, "connect");
  socket.write("POST /people HTTP/1.1\r\nHost: sandbox\r\nTransfer-Encoding: chunked\r\n\r\n");
  const piece = Buffer.alloc(1024 * 1024, "x");
  const chunk = Buffer.concat([Buffer.from("100000\r\n"), piece, Buffer.from("\r\n")]);
  const ready = (): Promise<unknown> =>
    new Promise((resolve) => socket.once("drain", resolve).once("close", resolve));
  let sent = 0;
  while (!socket.destroyed && received === "") {
    sent += 1;
    if (!socket.write(chunk)) await ready();
  }
  expect(received).toContain("HTTP/1.1 413 ");
  // What is on its way when the response is written counts too.
  expect(sent).toBeLessThan(60);
  while (!socket.destroyed) {
    if (!socket.write(chunk)) await ready();
  }
});
