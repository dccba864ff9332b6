import { expect, test } from "vitest";
import { startAcme } from "./fixtures/start-acme.ts";

test("responds with the lowest documented success, its media type and its first example", async () => {
  const { post } = await startAcme();
  const { status, headers, body } = await post("/people", { name: "Grace" });
  expect(status).toBe(201);
  expect(headers.get("content-type")).toBe("application/vnd.acme+json");
  expect(body).toEqual({ name: "Ada" });
});

test("sends the documented examples of headers", async () => {
  const { post } = await startAcme();
  const { headers } = await post("/people", { name: "Grace" });
  expect(headers.get("request-id")).toBe("req_1");
  expect(headers.get("rate-limit")).toBe("300");
  expect(headers.has("no-example")).toBe(false);
});

test("responds without a body if the success response has no content", async () => {
  const { send } = await startAcme();
  const path = "/people/f47ac10b-58cc-4372-a567-0e02b2c3d479";
  expect(await send(path, { method: "DELETE" })).toMatchObject({ status: 204, body: "" });
});

test("sends text unchanged, and the first status of a range", async () => {
  const { send } = await startAcme();
  const { status, headers, body } = await send("/page");
  expect({ status, type: headers.get("content-type"), body }).toEqual({
    status: 200,
    type: "text/html",
    body: "<p>Hi",
  });
});

test.each([
  ["/silent", "The operation getSilent has no example of its 200 response"],
  ["/failing", "The operation getFailing documents no success response"],
])(
  "responds to %s, which has no example, with 500 and the operation's name",
  async (path, problem) => {
    const { send } = await startAcme();
    const { status, body } = await send(path);
    expect(status).toBe(500);
    expect(body).toEqual({
      error: { code: "no_example", message: `${problem}, so the sandbox cannot respond.` },
    });
  },
);
