import { expect, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import { acme } from "./fixtures/acme.ts";
import { startAcme } from "./fixtures/start-acme.ts";

test("responds to a path of no provider with 404 and the available paths", async () => {
  const { sandbox } = await startAcme();
  const response = await fetch(`${sandbox.url}/other/open`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    error: {
      code: "not_found",
      message: "No provider is served at /other/open. Available: /acme.",
    },
  });
});

test.each(["/nowhere", "", "/", "/open/", "/open/more", "/people/%", "//open"])(
  "responds to the path %j, which has no operation, with 404",
  async (path) => {
    const { send } = await startAcme();
    const { status, body } = await send(path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: "not_found" } });
  },
);

test("responds to a method that the path does not allow with 405 and the allowed ones", async () => {
  const { send } = await startAcme();
  const { status, headers, body } = await send("/people", { method: "DELETE" });
  expect(status).toBe(405);
  expect(headers.get("allow")).toBe("GET, POST");
  expect(body).toEqual({
    error: {
      code: "method_not_allowed",
      message: "/people of acme does not allow DELETE. Allowed: GET, POST.",
    },
  });
});

test.each([
  ["GET", "/reports", "any"],
  ["GET", "/reports?kind=monthly&year=2026", "monthly"],
  ["GET", "/reports?year=2026&kind=monthly", "monthly"],
  ["GET", "/reports?draft&kind=monthly", "drafts"],
  ["POST", "/reports?action=delete", "deleted"],
])("tells operations of one path apart by their query: %s %s", async (method, path, expected) => {
  const { send } = await startAcme();
  expect(await send(path, { method })).toMatchObject({ status: 200, body: expected });
});

test("responds to a query of no operation of a path with 404 and the queries that it has", async () => {
  const { send } = await startAcme();
  const { status, body } = await send("/reports?action=send", { method: "POST" });
  expect(status).toBe(404);
  const message = "acme has no operation at /reports with this query. Known: action=delete.";
  expect(body).toEqual({ error: { code: "not_found", message } });
});

test("validates the parameters beside the query of a path", async () => {
  const { send } = await startAcme();
  const { status, body } = await send("/reports?kind=monthly&year=x&other=1");
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: {
      details: [
        { in: "query", path: "other" },
        { in: "query", path: "year" },
      ],
    },
  });
});

test("serves a single provider at the root", async () => {
  const documents = { acme, other: { openapi: "3.1.0" } };
  await using sandbox = await startSandbox({ documents, provider: "acme" });
  const { baseUrl } = sandbox.connection("acme");
  expect(baseUrl).toBe(sandbox.url);
  expect(sandbox.providers).toEqual(["acme"]);
  expect((await fetch(`${baseUrl}/open`)).status).toBe(200);
  expect((await fetch(`${baseUrl}/acme/open`)).status).toBe(404);
});

test("identifies itself in every response", async () => {
  const { sandbox, send } = await startAcme();
  const responses = [
    await send("/open"),
    await send("/guarded"),
    await fetch(`${sandbox.url}/none`),
  ];
  expect(responses.map(({ status }) => status)).toEqual([200, 401, 404]);
  expect(responses.map(({ headers }) => headers.get("x-sandbox"))).toEqual(
    Array.from({ length: 3 }, () => "countersign"),
  );
});
