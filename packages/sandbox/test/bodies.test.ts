import { expect, test } from "vitest";
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
])("a body with %s is answered with 415", async (_, type, problem) => {
  const { ask } = await startAcme();
  const { status, body } = await ask("/people", {
    method: "POST",
    // Bytes, because fetch gives a text a Content-Type of its own accord.
    body: Buffer.from("{}"),
    ...(type !== undefined && { headers: { "content-type": type } }),
  });
  expect(status).toBe(415);
  expect(body).toEqual({
    error: {
      code: "unsupported_media_type",
      message: `Header Content-Type ${problem}; this operation takes application/json.`,
    },
  });
});

test("parameters and case of the media type do not matter", async () => {
  const { ask } = await startAcme();
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  const { status } = await ask("/people", { method: "POST", headers, body: '{"name":"Ada"}' });
  expect(status).toBe(201);
});

test.each([
  ["broken", "{"],
  ["not UTF-8", Uint8Array.from([0x22, 0xff, 0x22])],
])("JSON that is %s is answered with 400 without being quoted", async (_, text) => {
  const { ask } = await startAcme();
  const headers = { "content-type": "application/json" };
  const { status, body } = await ask("/people", { method: "POST", headers, body: text });
  expect(status).toBe(400);
  expect(body).toEqual({
    error: {
      code: "malformed_body",
      message: "The body is not JSON in UTF-8, though Content-Type says so.",
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
    "one item of a list",
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
] as const)("a multipart form with %s is accepted", async (_, fields) => {
  const { ask } = await startAcme();
  expect((await ask("/files", { method: "POST", body: form(...fields) })).status).toBe(200);
});

test.each([
  ["a missing file", [["data[pages]", "3"]], "/data/file", "is required"],
  [
    "a text for a number",
    [
      ["data[file]", file],
      ["data[pages]", "x"],
    ],
    "/data/pages",
    "must be integer",
  ],
  ["nothing of use", [["x", "1"]], "/data", "is required"],
] as const)("a multipart form with %s is refused", async (_, fields, path, message) => {
  const { ask } = await startAcme();
  const { status, body } = await ask("/files", { method: "POST", body: form(...fields) });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { details: [{ in: "body", path, message }] } });
});

test("a multipart form that cannot be read is answered with 400", async () => {
  const { ask } = await startAcme();
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const { status, body } = await ask("/files", { method: "POST", headers, body: "nonsense" });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { code: "malformed_body" } });
});

test("each media type of an operation is validated by its own schema", async () => {
  const { post } = await startAcme();
  expect((await post("/files", { link: "https://example.com" })).status).toBe(200);
  const { body } = await post("/files", { data: {} });
  expect(body).toMatchObject({ error: { details: [{ path: "/link", message: "is required" }] } });
});

test("an urlencoded form is validated, its numbers included", async () => {
  const { ask } = await startAcme();
  const send = (body: string) =>
    ask("/tokens", { method: "POST", body: new URLSearchParams(body) });
  expect((await send("code=a&ttl=5")).status).toBe(200);
  expect((await send("code=a&ttl=x")).status).toBe(400);
  expect((await send("ttl=5")).status).toBe(400);
});

test("a body of more than 25 MiB is answered with 413", async () => {
  const { ask, exchanges } = await startAcme();
  const body = new Uint8Array(25 * 1024 * 1024 + 1);
  expect((await ask("/people", { method: "POST", body })).status).toBe(413);
  expect(exchanges).toMatchObject([{ status: 413, provider: undefined }]);
});
