import { expect, test } from "vitest";
import type { OpenApiDocument } from "../src/index.ts";
import { startDocument } from "./fixtures/start-document.ts";

const requestId = {
  "Request-Id": {
    schema: { type: "string" },
    example: "req_prM3gdSL6ciwGjSjj4aXgKJT",
    "x-countersign-request-id": true,
  },
};

const acme: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Acme", version: "1" },
  security: [{ key: [] }],
  paths: {
    "/checks": {
      get: {
        operationId: "listChecks",
        parameters: [{ name: "size", in: "query", schema: { type: "integer" } }],
        responses: {
          "200": {
            description: "The checks",
            headers: requestId,
            content: { "application/json": { example: { id: "chk_1" } } },
          },
          "400": {
            description: "Invalid",
            headers: requestId,
            content: {
              "application/problem+json": {
                schema: { $ref: "#/components/schemas/Problem" },
                example: { error: { code: "INVALID", requestId: "req_of_the_example" } },
              },
            },
          },
          "401": {
            description: "Unauthorized",
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/Problem" } },
            },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
    schemas: {
      Problem: {
        type: "object",
        properties: {
          error: {
            type: "object",
            properties: {
              code: { type: "string" },
              message: { type: "string" },
              requestId: { type: "string", "x-countersign-request-id": true },
            },
          },
        },
      },
    },
  },
};

const key = { headers: { "x-key": "sandbox-acme-key" } };
const form = /^req_[A-Za-z0-9]{24}$/;

test("sends a new ID with each response, in the form of the example", async () => {
  const { send } = await startDocument(acme);
  const first = await send("GET", "/checks", key);
  const second = await send("GET", "/checks", key);
  expect(first.headers.get("request-id")).toMatch(form);
  expect(second.headers.get("request-id")).toMatch(form);
  expect(second.headers.get("request-id")).not.toBe(first.headers.get("request-id"));
  expect(first.body).toEqual({ id: "chk_1" });
});

test("sends the same ID in the header and the body of an error", async () => {
  const { send } = await startDocument(acme);
  const { status, headers, body } = await send("GET", "/checks?size=x", key);
  expect(status).toBe(400);
  expect(headers.get("request-id")).toMatch(form);
  expect(body).toEqual({
    error: {
      code: "INVALID",
      message: expect.stringContaining("size must be integer"),
      requestId: headers.get("request-id"),
    },
  });
});

test("sends none with a response that is documented without one", async () => {
  const { send } = await startDocument(acme);
  const { status, headers } = await send("GET", "/checks");
  expect(status).toBe(401);
  expect(headers.get("request-id")).toBe(null);
});

test("sends one with a response that the document does not describe", async () => {
  const { sandbox, send } = await startDocument(acme);
  sandbox.fail({ status: 503 });
  const { status, headers, body } = await send("GET", "/checks", key);
  expect(status).toBe(503);
  expect(headers.get("request-id")).toMatch(form);
  expect(body).toMatchObject({ error: { code: "fault" } });
});

test("sends the same IDs in two runs with one seed", async () => {
  const ids: (string | null)[] = [];
  for (const seed of ["one", "one", "two"]) {
    const { send } = await startDocument(acme, { seed });
    ids.push((await send("GET", "/checks", key)).headers.get("request-id"));
  }
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});
