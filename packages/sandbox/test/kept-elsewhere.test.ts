import { expect, onTestFinished, test } from "vitest";
import { type OpenApiDocument, startSandbox } from "../src/index.ts";

const json = (schema: object, example: unknown) => ({ "application/json": { schema, example } });

const field = { type: "object", properties: { value: { type: ["string", "null"] } } };
const order = {
  type: "object",
  required: ["id", "customer"],
  properties: {
    id: { type: "string" },
    customer: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
    fields: { type: "object", properties: { name: field }, additionalProperties: true },
  },
};
const example = {
  id: "ord_ABC123",
  customer: { id: "cus_ABC123" },
  fields: { name: { value: "Jane" } },
};
const sent = {
  type: "object",
  properties: {
    customerId: { type: ["string", "null"], "x-countersign-stored-at": "/customer/id" },
    name: { type: "string", "x-countersign-stored-at": "/fields/name/value" },
    fields: { type: "object", "x-countersign-stored-at": "/fields/*/value" },
  },
};

/** A provider that shows what it was sent in other places. */
const pier: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Pier", version: "1" },
  paths: {
    "/orders": {
      post: {
        operationId: "createOrder",
        requestBody: { content: json(sent, {}) },
        responses: { "200": { description: "An order", content: json(order, example) } },
      },
      get: {
        operationId: "listOrders",
        parameters: [{ name: "after", in: "query", schema: { type: "string" } }],
        "x-countersign-pagination": {
          style: "cursor",
          items: "/data",
          cursor: "/query/after",
          next: "/next",
        },
        "x-countersign-resource": {
          name: "orders",
          refusals: [
            { in: ["none"], with: 422, message: "UNKNOWN_CURSOR", evidence: "documented" },
          ],
        },
        responses: {
          "200": {
            description: "Orders",
            content: json(
              { type: "object", properties: { data: { type: "array", items: order } } },
              { data: [example] },
            ),
          },
        },
      },
    },
    "/orders/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {
        operationId: "getOrder",
        responses: { "200": { description: "An order", content: json(order, example) } },
      },
    },
  },
};

async function start() {
  const sandbox = await startSandbox({ provider: "pier", documents: { pier } });
  onTestFinished(() => sandbox.close());
  return async (path: string, body?: object) => {
    const init = body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const response = await fetch(`${sandbox.url}${path}`, init);
    const reason = response.headers.get("x-sandbox-reason");
    return { status: response.status, reason, body: await response.json() };
  };
}

test("shows each key that was sent in its own place, documented or not", async () => {
  const send = await start();
  const { body } = await send("/orders", { fields: { name: "Ada", colour: "blue" } });
  expect(body.fields).toEqual({ name: { value: "Ada" }, colour: { value: "blue" } });
  expect((await send(`/orders/${body.id}`)).body).toEqual(body);
});

test("shows nothing of the example for what has another place and was not sent", async () => {
  const send = await start();
  const { body } = await send("/orders", { customerId: "cus_1" });
  expect(body).toMatchObject({ customer: { id: "cus_1" }, fields: { name: { value: null } } });
});

test("does not keep what no response can show there", async () => {
  const send = await start();
  const { status, body } = await send("/orders", { customerId: null, name: "Ada" });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    customer: { id: "cus_ABC123" },
    fields: { name: { value: "Ada" } },
  });
});

test("refuses an unknown cursor as declared for no record", async () => {
  const send = await start();
  await send("/orders", {});
  const { status, reason } = await send("/orders?after=ord_unknown");
  expect([status, reason]).toEqual([422, "after: UNKNOWN_CURSOR."]);
});
