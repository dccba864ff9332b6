import { describe, expect, test } from "vitest";
import type { OpenApiDocument } from "../src/index.ts";
import { startDocument } from "./fixtures/start-document.ts";

const string = { type: "string" };
const json = (content: object) => ({ "application/json": content });
const object = (properties: object) => ({
  type: "object",
  properties,
  additionalProperties: false,
});

const fields = { type: "object", additionalProperties: true, "x-countersign-keys": "verbatim" };

const inquiry = {
  ...object({
    type: { const: "inquiry" },
    "reference-id": string,
    "address-street-1": string,
    fields: { $ref: "#/components/schemas/Fields" },
  }),
  required: ["type"],
};

const parameters = [
  {
    name: "Key-Inflection",
    in: "header",
    schema: { type: "string", enum: ["camel", "kebab", "snake"] },
    "x-countersign-inflection": true,
    "x-countersign-default": "kebab",
  },
  { name: "page-size", in: "query", schema: { type: "integer" } },
];

const acme: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Acme", version: "1" },
  paths: {
    "/inquiries": {
      parameters,
      post: {
        operationId: "createInquiry",
        requestBody: {
          required: true,
          content: json({
            schema: object({
              "sent-data": { allOf: [inquiry] },
              "more-data": { anyOf: [string, { type: "array", items: inquiry }] },
            }),
          }),
        },
        responses: {
          "200": {
            description: "The inquiry",
            content: json({
              schema: object({
                data: { $ref: "#/components/schemas/Inquiry" },
                "included-objects": {
                  type: "array",
                  items: {
                    oneOf: [
                      { $ref: "#/components/schemas/Inquiry" },
                      object({
                        type: { const: "report" },
                        fields: object({ "first-name": string }),
                      }),
                    ],
                  },
                },
                "free-form": {},
              }),
              example: {
                data: {
                  type: "inquiry",
                  "reference-id": "ref-1",
                  "address-street-1": "first-street",
                  fields: { "name-first": { "is-hidden": true } },
                },
                "included-objects": [
                  { type: "report", fields: { "first-name": "Ada" } },
                  { type: "inquiry", fields: { "name-first": "Ada" } },
                ],
                "free-form": { "some-key": [{ "RateLimit-Limit": 1, _private: 2, "": 3 }] },
              },
            }),
          },
          "400": {
            description: "Invalid",
            content: json({
              schema: object({
                "error-message": { ...string, "x-countersign-reason": "message" },
                "error-place": { ...string, "x-countersign-reason": "pointer" },
              }),
            }),
          },
        },
      },
    },
    "/templates": {
      post: {
        operationId: "createTemplate",
        "x-countersign-inflection": ["snake", "camel"],
        requestBody: {
          required: true,
          content: {
            ...json({ schema: object({ return_url: string, start_url: string }) }),
            "application/x-www-form-urlencoded": { schema: object({ return_url: string }) },
          },
        },
        responses: {
          "200": { description: "Done", content: json({ example: { is_done: true } }) },
        },
      },
    },
  },
  components: { schemas: { Fields: fields, Inquiry: inquiry } },
};

const body = { "sent-data": { type: "inquiry" } };

describe("responses", () => {
  test("have the keys that the header asks for, except those that are kept", async () => {
    const { send } = await startDocument(acme);
    const camel = await send("POST", "/inquiries", {
      headers: { "key-inflection": "camel" },
      body,
    });
    expect(camel.body).toEqual({
      data: {
        type: "inquiry",
        referenceId: "ref-1",
        addressStreet1: "first-street",
        fields: { "name-first": { "is-hidden": true } },
      },
      includedObjects: [
        { type: "report", fields: { firstName: "Ada" } },
        { type: "inquiry", fields: { "name-first": "Ada" } },
      ],
      freeForm: { someKey: [{ "RateLimit-Limit": 1, _private: 2, "": 3 }] },
    });
    const snake = await send("POST", "/inquiries", {
      headers: { "key-inflection": "snake" },
      body,
    });
    expect(snake.body).toMatchObject({
      data: { reference_id: "ref-1", fields: { "name-first": { "is-hidden": true } } },
      included_objects: [{ fields: { first_name: "Ada" } }, { fields: { "name-first": "Ada" } }],
    });
  });

  test.each([{}, { "key-inflection": "kebab" }])("stay as documented with %j", async (headers) => {
    const { send } = await startDocument(acme);
    const { body: received } = await send("POST", "/inquiries", { headers, body });
    expect(received).toMatchObject({
      data: { "reference-id": "ref-1" },
      "free-form": { "some-key": [{ "RateLimit-Limit": 1 }] },
    });
  });

  test("have them in errors, too", async () => {
    const { send } = await startDocument(acme);
    const { status, body: received } = await send("POST", "/inquiries", {
      headers: { "key-inflection": "camel" },
      body: { "sent-data": { type: "inquiry", "reference-id": 1 } },
    });
    expect(status).toBe(400);
    expect(received).toEqual({
      errorMessage: expect.stringContaining("must be string"),
      errorPlace: "/sent-data/reference-id",
    });
  });

  test("refuse an inflection that is none", async () => {
    const { send } = await startDocument(acme);
    const headers = { "key-inflection": "shouting" };
    const { status, body: received } = await send("POST", "/inquiries", { headers, body });
    expect(status).toBe(400);
    expect(Object.keys(received)).toEqual(["error-message"]);
  });
});

describe("requests", () => {
  test.each([
    ["kebab", { "sent-data": { type: "inquiry", "address-street-1": "x" } }],
    [
      "camel",
      {
        sentData: { type: "inquiry", addressStreet1: "x" },
        moreData: [{ type: "inquiry", referenceId: "y" }],
      },
    ],
    ["snake", { sent_data: { type: "inquiry", address_street_1: "x", fields: { "any-Key": 1 } } }],
  ])("may have %s keys, whatever the header says", async (_, sent) => {
    const { send } = await startDocument(acme);
    for (const inflection of ["camel", "kebab", "snake"]) {
      const headers = { "key-inflection": inflection };
      expect((await send("POST", "/inquiries", { headers, body: sent })).status).toBe(200);
    }
  });

  test.each([
    [{ sentData: { type: "inquiry", referenceId: 1 } }, "/sent-data/reference-id"],
    [{ SentData: { type: "inquiry" } }, "/SentData"],
    [{ "sent-data": { type: "inquiry" }, sentData: { type: "inquiry" } }, "/sentData"],
    [{ sentData: { type: "inquiry", __proto__x: 1 } }, "/sent-data/__proto__x"],
  ])("are refused with the documented keys: %j", async (sent, place) => {
    const { send } = await startDocument(acme);
    const { status, body: received } = await send("POST", "/inquiries", { body: sent });
    expect(status).toBe(400);
    expect(received["error-place"]).toBe(place);
  });

  test("have query parameters as documented only", async () => {
    const { send } = await startDocument(acme);
    expect((await send("POST", "/inquiries?page-size=1", { body })).status).toBe(200);
    expect((await send("POST", "/inquiries?pageSize=1", { body })).status).toBe(400);
  });

  test("may have the keys that their operation lists", async () => {
    const { send } = await startDocument(acme);
    const post = async (sent: object) => (await send("POST", "/templates", { body: sent })).status;
    expect(await post({ return_url: "a", startUrl: "b" })).toBe(200);
    expect(await post({ "return-url": "a" })).toBe(400);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const form = { method: "POST", headers, body: "returnUrl=a" };
    const { sandbox } = await startDocument(acme);
    const response = await fetch(`${sandbox.url}/templates`, form);
    expect([response.status, await response.json()]).toEqual([200, { is_done: true }]);
  });
});
