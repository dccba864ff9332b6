import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../src/index.ts";

const acme = {
  openapi: "3.1.0",
  info: { title: "Acme", version: "1.0.0" },
  servers: [{ url: "https://api.acme.test" }],
  paths: {
    "/names": {
      get: {
        operationId: "findName",
        parameters: [
          { name: "q", in: "query", schema: { type: "string", pattern: "^(a+)+$" } },
          { name: "again", in: "query", schema: { type: "string", pattern: "^[0-9]+$" } },
        ],
        responses: { "204": { description: "Found." } },
      },
      post: {
        operationId: "addName",
        requestBody: {
          content: {
            "application/json": {
              schema: { type: "object", patternProperties: { "^(b|b)*$": { type: "string" } } },
            },
          },
        },
        responses: { "204": { description: "Added." } },
      },
    },
  },
};

async function start() {
  const sandbox = await startSandbox({ documents: { acme } });
  onTestFinished(() => sandbox.close());
  const { baseUrl } = sandbox.connection("acme");
  return async (path: string, init?: RequestInit) => {
    const response = await fetch(`${baseUrl}${path}`, init);
    return { status: response.status, body: await response.text() };
  };
}

test("names a pattern that would never end, and goes on serving", async () => {
  const send = await start();
  const slow = await send(`/names?q=${"a".repeat(60)}!`);
  expect(slow.status).toBe(500);
  expect(JSON.parse(slow.body)).toMatchObject({
    error: { code: "slow_pattern", message: expect.stringContaining('The pattern "^(a+)+$" of') },
  });
  expect((await send("/names?q=aaa")).status).toBe(204);
});

test("names a slow pattern of property names", async () => {
  const send = await start();
  const slow = await send("/names", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ [`${"b".repeat(60)}!`]: "x" }),
  });
  expect(slow.status).toBe(500);
  expect(slow.body).toContain("^(b|b)*$");
});

test("tells two patterns apart", async () => {
  const send = await start();
  expect((await send("/names?q=aaa&again=12")).status).toBe(204);
  const { status, body } = await send("/names?q=12&again=aaa");
  expect(status).toBe(400);
  expect(JSON.parse(body).error.details).toEqual([
    { in: "query", path: "q", message: 'must match pattern "^(a+)+$"' },
    { in: "query", path: "again", message: 'must match pattern "^[0-9]+$"' },
  ]);
});
