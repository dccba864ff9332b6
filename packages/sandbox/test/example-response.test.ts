import { expect, test } from "vitest";
import { startAcme } from "./fixtures/start-acme.ts";

test("the lowest documented success is answered, with its type and its first example", async () => {
  const { post } = await startAcme();
  const { status, headers, body } = await post("/people", { name: "Grace" });
  expect(status).toBe(201);
  expect(headers.get("content-type")).toBe("application/vnd.acme+json");
  expect(body).toEqual({ name: "Ada" });
});

test("headers come with the examples that the document gives them", async () => {
  const { post } = await startAcme();
  const { headers } = await post("/people", { name: "Grace" });
  expect(headers.get("request-id")).toBe("req_1");
  expect(headers.get("rate-limit")).toBe("300");
  expect(headers.has("no-example")).toBe(false);
});

test("a success without content is answered without a body", async () => {
  const { ask } = await startAcme();
  const path = "/people/f47ac10b-58cc-4372-a567-0e02b2c3d479";
  expect(await ask(path, { method: "DELETE" })).toMatchObject({ status: 204, body: "" });
});

test("text is answered as it stands, and a range of statuses as its first", async () => {
  const { ask } = await startAcme();
  const { status, headers, body } = await ask("/page");
  expect({ status, type: headers.get("content-type"), body }).toEqual({
    status: 200,
    type: "text/html",
    body: "<p>Hi",
  });
});

test.each([
  ["/silent", "The operation getSilent has no example of its 200 answer"],
  ["/failing", "The operation getFailing documents no answer of success"],
])("%s, which has no example, is answered with 500 and its operation", async (path, problem) => {
  const { ask } = await startAcme();
  const { status, body } = await ask(path);
  expect(status).toBe(500);
  expect(body).toEqual({
    error: { code: "no_example", message: `${problem}, so the sandbox has nothing to answer.` },
  });
});
