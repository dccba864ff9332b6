import { expect, test } from "vitest";
import type { OpenApiDocument } from "../src/index.ts";
import { startDocument } from "./fixtures/start-document.ts";

const review = {
  type: "object",
  properties: { id: { type: "string" }, status: { type: "string" } },
};
const example = { id: "rev_ABC123", status: "open" };
const json = { "application/json": { schema: review, example } };
const id = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });
const one = { description: "One", content: json };

/** A provider whose paths have capitals, and whose reviews lie below its users. */
const acme: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Acme", version: "1" },
  security: [],
  "x-countersign-resources": {
    userReviews: {
      lifecycle: {
        state: "/status",
        initial: "open",
        states: { open: {}, approved: {} },
        moves: { approve: { from: ["open"], to: "approved", by: "person", evidence: "assumed" } },
      },
      page: { evidence: "assumed" },
    },
  },
  paths: {
    "/Users": { post: { operationId: "createUser", responses: { "201": one } } },
    "/Users/{user}": {
      parameters: [id("user")],
      get: { operationId: "getUser", responses: { "200": one } },
    },
    "/Users/{user}/UserReviews": {
      parameters: [id("user")],
      post: {
        operationId: "createReview",
        responses: {
          "201": {
            description: "A review",
            content: { "text/csv": { example: "id,status" }, ...json },
          },
        },
      },
    },
    "/Users/{user}/UserReviews/{id}": {
      parameters: [id("user"), id("id")],
      get: { operationId: "getReview", responses: { "200": one } },
    },
  },
};

test("a path with capitals names its resource as a declaration does", async () => {
  const { sandbox, send } = await startDocument(acme);
  const { body } = await send("POST", "/Users/u1/UserReviews");
  await sandbox.finish("acme", body.id, "approved");
  expect((await send("GET", `/Users/u1/UserReviews/${body.id}`)).body.status).toBe("approved");
});

test("the page of a record below a parent opens", async () => {
  const { sandbox, send } = await startDocument(acme);
  await send("POST", "/Users/u1/UserReviews");
  const page = await fetch(String(sandbox.verifications[0]?.url));
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Approve")]);
});

test("a response in JSON says that it is, if another media type is described first", async () => {
  const { send } = await startDocument(acme);
  const { headers, body } = await send("POST", "/Users/u1/UserReviews");
  expect(headers.get("content-type")).toBe("application/json");
  expect(body.status).toBe("open");
});
