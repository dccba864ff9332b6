import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bundledSpec } from "@countersign/spec/load";
import { Cursor } from "@countersign/spec/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, onTestFinished, test } from "vitest";
import { type OpenApiDocument, startSandbox } from "../src/index.ts";
import { readOperations } from "../src/operations/read-operations.ts";
import { readSecuritySchemes } from "../src/operations/security-schemes.ts";
import { documentedRefusal } from "../src/refusals/documented-refusal.ts";

async function start(provider: string, documents?: Record<string, OpenApiDocument>) {
  const sandbox = await startSandbox({ provider, documents });
  onTestFinished(() => sandbox.close());
  const { baseUrl, ...credentials } = sandbox.connection(provider);
  return async (path: string, { headers, ...init }: RequestInit = {}) => {
    const response = await fetch(`${baseUrl}${path}`, { ...init, headers: { ...headers } });
    const { status } = response;
    return { status, headers: response.headers, body: await response.json(), credentials };
  };
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const json = (value: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(value),
});

describe("a refusal has the body that the provider documents", () => {
  test("Inklink: an invalid field, by its name", async () => {
    const send = await start("inklink");
    const { status, body } = await send(
      "/kyc/inquiry",
      json({ level: "3" }, { "api-key": "sandbox-inklink-api-key" }),
    );
    expect(status).toBe(400);
    expect(body).toEqual({
      error: {
        code: "VALIDATION_ERROR",
        message: "Invalid request for createKycInquiry: body /subject_id is required (and 3 more).",
        details: expect.arrayContaining([{ field: "subject_id", message: "is required" }]),
        requestId: expect.stringMatching(UUID),
      },
    });
  });

  test("Inklink: no key, without details", async () => {
    const send = await start("inklink");
    const { status, body } = await send("/web/inquiry/web_iq_1");
    expect(status).toBe(401);
    expect(body).toEqual({
      error: {
        code: "UNAUTHORIZED",
        message: "Header api-key is missing.",
        requestId: expect.stringMatching(UUID),
      },
    });
  });

  test("Persona: a missing and a wrong key, which have titles of their own", async () => {
    const send = await start("persona");
    const missing = await send("/inquiries");
    expect(missing.status).toBe(401);
    expect(missing.body).toEqual({
      errors: [{ title: "Must be authenticated to access this endpoint" }],
    });
    const wrong = await send("/inquiries", { headers: { authorization: "Bearer wrong" } });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual({ errors: [{ title: "Token is invalid" }] });
  });

  test("Persona: each invalid member of the body", async () => {
    const send = await start("persona");
    const attributes = { "inquiry-template-id": "itmpl_1", "reference-id": 1, note: 2 };
    const value = { data: { attributes } };
    const authorization = "Bearer sandbox-persona-api-key";
    const { status, body } = await send("/inquiries", json(value, { authorization }));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      errors: [
        { title: "Bad Request", source: { pointer: "/data/attributes/reference-id" } },
        { title: "Bad Request", source: { pointer: "/data/attributes/note" } },
      ],
    });
  });

  test("P100: a validation error, with its code", async () => {
    const send = await start("p100");
    const { status, body } = await send(
      "/v1/user/verification",
      json({ documentType: 1 }, { "x-api-key": "sandbox-p100-api-key" }),
    );
    expect(status).toBe(400);
    expect(body).toEqual({
      errorCode: "P403",
      errorMessage: expect.stringContaining("/documentType must be string"),
    });
  });

  test("Qash, whose error bodies are not documented: the sandbox's own", async () => {
    const send = await start("qash");
    const { status, body } = await send("/api/v1/partner/users/1");
    expect(status).toBe(401);
    expect(body).toEqual({
      error: { code: "unauthorized", message: expect.stringContaining("X-Api-Key is missing") },
    });
  });
});

test("sends the documented examples of a refusal's headers", async () => {
  const send = await start("inklink");
  const { status, headers } = await send("/web/inquiry/web_iq_1");
  expect(status).toBe(401);
  expect(headers.get("x-request-id")).toMatch(UUID);
});

test("says why in headers of every refusal", async () => {
  const send = await start("persona");
  const { headers } = await send("/inquiries");
  expect(headers.get("x-sandbox-code")).toBe("unauthorized");
  expect(headers.get("x-sandbox-reason")).toBe("Header Authorization is missing.");
});

describe("a document without the word", () => {
  const respond = (schema: object): OpenApiDocument => ({
    openapi: "3.1.0",
    info: { title: "Acme", version: "1" },
    paths: {
      "/things": {
        get: {
          operationId: "listThings",
          parameters: [{ name: "size", in: "query", schema: { type: "integer" } }],
          responses: {
            "200": { description: "Things" },
            "4XX": { description: "Refused", content: { "application/problem+json": { schema } } },
          },
        },
      },
    },
  });
  const string = { type: "string" };

  test.each([
    [
      "RFC 9457's, with its required members",
      {
        type: "object",
        required: ["title", "status"],
        properties: { title: string, detail: string, status: { type: "integer", default: 400 } },
      },
      { title: "string", status: 400, detail: expect.stringContaining("size must be integer") },
    ],
    [
      "one within an object",
      {
        type: "object",
        properties: { error: { type: "object", properties: { error_message: string, code: {} } } },
      },
      { error: { error_message: expect.stringContaining("size must be integer") } },
    ],
    [
      "one in a list",
      {
        type: "object",
        properties: {
          errors: { type: "array", items: { type: "object", properties: { message: string } } },
        },
      },
      { errors: [{ message: "must be integer" }] },
    ],
  ])("tells the message by its name: %s", async (_, schema, expected) => {
    const send = await start("acme", { acme: respond(schema) });
    const { status, headers, body } = await send("/things?size=many");
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toEqual(expected);
  });

  test("keeps the sandbox's own body where the schema says nothing", async () => {
    const send = await start("acme", { acme: respond({ type: "object" }) });
    const { body } = await send("/things?size=many");
    expect(body).toMatchObject({ error: { code: "invalid_request" } });
  });
});

describe("every documented refusal of every operation matches its schema", () => {
  const require = createRequire(import.meta.url);
  test.each(["inklink", "p100", "paywint", "persona", "qash"])("%s", (name) => {
    const path = require.resolve(`@countersign/${name}/openapi.json`);
    const document: OpenApiDocument = JSON.parse(readFileSync(path, "utf8"));
    const root = Cursor.root(bundledSpec(document, { name, file: name }));
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, "openapi.json", undefined, false);
    const detail = { in: "body", path: "/data/name", message: "is required" } as const;
    let checked = 0;
    for (const { id, responses } of readOperations(root, readSecuritySchemes(root))) {
      for (const status of responses.entries().map(([key]) => Number(key))) {
        if (!(status >= 400)) continue;
        for (const details of [[], [detail], [detail, { ...detail, path: "" }]]) {
          const reason = { status, code: "any", message: "Because.", details };
          const body = documentedRefusal(responses, reason, document)?.body;
          if (body === undefined) continue;
          const media = responses.at(String(status)).at("content").at(body.type);
          const { pointer } = media.at("schema");
          const isValid = ajv.validate({ $ref: `openapi.json${encodeURI(pointer)}` }, body.value);
          expect(isValid, `${id} ${status}: ${ajv.errorsText()}`).toBe(true);
          checked += 1;
        }
      }
    }
    if (name !== "qash") expect(checked).toBeGreaterThan(0);
  });
});
