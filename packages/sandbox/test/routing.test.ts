import { expect, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import { acme } from "./fixtures/acme.ts";
import { startAcme } from "./fixtures/start-acme.ts";

test("a path of no provider is answered with 404 and the paths that there are", async () => {
  const { sandbox } = await startAcme();
  const response = await fetch(`${sandbox.url}/other/open`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    error: { code: "not_found", message: "No provider is served at /other/open; there are /acme." },
  });
});

test.each(["/nowhere", "", "/", "/open/", "/open/more", "/people/%", "//open"])(
  "the path %j of no operation is answered with 404",
  async (path) => {
    const { ask } = await startAcme();
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: "not_found" } });
  },
);

test("a method that the path does not have is answered with 405 and those that it has", async () => {
  const { ask } = await startAcme();
  const { status, headers, body } = await ask("/people", { method: "DELETE" });
  expect(status).toBe(405);
  expect(headers.get("allow")).toBe("GET, POST");
  expect(body).toEqual({
    error: {
      code: "method_not_allowed",
      message: "/people of acme takes GET, POST, not DELETE.",
    },
  });
});

test("a single provider is served at the root", async () => {
  const documents = { acme, other: { openapi: "3.1.0" } };
  await using sandbox = await startSandbox({ documents, provider: "acme" });
  const { baseUrl } = sandbox.connection("acme");
  expect(baseUrl).toBe(sandbox.url);
  expect(sandbox.providers).toEqual(["acme"]);
  expect((await fetch(`${baseUrl}/open`)).status).toBe(200);
  expect((await fetch(`${baseUrl}/acme/open`)).status).toBe(404);
});

test("every answer says that it is the sandbox's", async () => {
  const { sandbox, ask } = await startAcme();
  const responses = [await ask("/open"), await ask("/guarded"), await fetch(`${sandbox.url}/none`)];
  expect(responses.map(({ status }) => status)).toEqual([200, 401, 404]);
  expect(responses.map(({ headers }) => headers.get("x-sandbox"))).toEqual(
    Array.from({ length: 3 }, () => "countersign"),
  );
});
