import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bundledSpec } from "@countersign/spec/load";
import { Cursor, isJson } from "@countersign/spec/openapi";
import { describe, expect, test } from "vitest";
import { Refusal } from "../src/exchange/refusal.ts";
import type { OpenApiDocument } from "../src/index.ts";
import { readOperations } from "../src/operations/read-operations.ts";
import { readSecuritySchemes } from "../src/operations/security-schemes.ts";
import { createProvider } from "../src/provider/create-provider.ts";
import { exampleResponse } from "../src/provider/example-response.ts";
import { toErrorResponse } from "../src/refusals/to-error-response.ts";
import { createValidator } from "../src/validation/create-validator.ts";

const string = { type: "string" };

const acme: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Acme", version: "1" },
  paths: {
    "/checks": {
      get: {
        operationId: "getCheck",
        responses: {
          "200": {
            description: "The check",
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/Check" } },
            },
          },
          "204": { description: "Nothing" },
          "2XX": { description: "Text", content: { "text/plain": { schema: string } } },
          default: {
            description: "Refused",
            content: {
              "application/problem+json": {
                schema: { type: "object", required: ["title"], properties: { title: string } },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Check: {
        type: "object",
        required: ["id", "person"],
        properties: {
          id: { type: "string", pattern: "^chk_" },
          size: { type: "integer", format: "int32" },
          person: {
            type: "object",
            properties: { born: { type: "string", format: "date" }, parent: { type: ["object"] } },
            unevaluatedProperties: false,
          },
        },
      },
    },
  },
};

/** Returns what is wrong with a response of Acme's only operation, or undefined. */
function problemOf(status: number, body: unknown): string | undefined {
  const { route, assertValidResponse } = createProvider("acme", acme);
  try {
    assertValidResponse(route("GET", "/checks", ""), status, body);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.reason.message;
  }
}

test("accepts a response that matches the document", () => {
  expect(problemOf(200, { id: "chk_1", size: 3, person: { born: "1815-12-10" } })).toBe(undefined);
});

const ofCheck = "The sandbox's response 200 of getCheck does not match the document:";

test.each([
  ["a value of the wrong type", { id: 1, person: {} }, `${ofCheck} /id must be string.`],
  ["a missing property", { id: "chk_1" }, `${ofCheck} /person is required.`],
  [
    "a property that is not documented",
    { id: "chk_1", person: { "a/b": 1 } },
    `${ofCheck} /person/a~1b is not documented.`,
  ],
  [
    "a value of the wrong format",
    { id: "chk_1", person: { born: "yesterday" } },
    `${ofCheck} /person/born must match format "date".`,
  ],
  [
    "a number out of range",
    { id: "chk_1", size: 2 ** 40, person: {} },
    `${ofCheck} /size must match format "int32".`,
  ],
  ["several problems", { id: 1, size: "3" }, `${ofCheck} /person is required (and 2 more).`],
  ["a list", [], `${ofCheck} the body must be object.`],
  ["no body", undefined, `${ofCheck} the body is missing.`],
])("names operation, place and problem of %s", (_, body, message) => {
  expect(problemOf(200, body)).toBe(message);
});

test("validates a status by its range or the default", () => {
  expect(problemOf(204, undefined)).toBe(undefined);
  expect(problemOf(299, "any text")).toBe(undefined);
  expect(problemOf(418, { title: 1 })).toContain("/title must be string");
});

test("becomes a 500 in the sandbox's own shape, although the document describes another", () => {
  const document = acme;
  const { route, assertValidResponse } = createProvider("acme", document);
  const operation = route("GET", "/checks", "");
  let response: ReturnType<typeof toErrorResponse> | undefined;
  try {
    assertValidResponse(operation, 200, {});
  } catch (error) {
    response = toErrorResponse(error, { document, operation });
  }
  expect(response?.status).toBe(500);
  expect(response?.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(response?.body ?? "")).toEqual({
    error: { code: "invalid_response", message: `${ofCheck} /id is required (and 1 more).` },
  });
});

const require = createRequire(import.meta.url);

describe("every documented example of every operation is a valid response", () => {
  test.each([
    ["inklink", 13],
    ["p100", 29],
    ["paywint", 31],
    ["persona", 210],
    ["qash", 29],
  ])("%s", (name, operationCount) => {
    const path = require.resolve(`@countersign/${name}/openapi.json`);
    const document: OpenApiDocument = JSON.parse(readFileSync(path, "utf8"));
    const root = Cursor.root(bundledSpec(document, { name, file: name }));
    const operations = readOperations(root, readSecuritySchemes(root));
    const { assertValidResponse } = createValidator(document);
    expect(operations.length).toBe(operationCount);
    for (const operation of operations) {
      const { status, headers, body } = exampleResponse(operation);
      if (isJson(headers["content-type"] ?? "")) {
        assertValidResponse(operation, status, JSON.parse(body));
      }
      for (const [status, response] of operation.responses.entries()) {
        for (const [type, media] of response.at("content").entries()) {
          const examples = [
            media.at("example"),
            ...media
              .at("examples")
              .entries()
              .map(([, each]) => each.at("value")),
          ].filter(({ exists }) => exists);
          for (const { value } of isJson(type) ? examples : []) {
            assertValidResponse(operation, Number(status), value);
          }
        }
      }
    }
  });
});
