import { HEAD, specFolder } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { postmanCollection } from "../../src/postman/postman-collection.ts";
import type { PostmanItem } from "../../src/postman/postman-types.ts";

const DOCUMENT = `${HEAD.replace(/servers:\n.*\n/, "")}servers:
  - { url: https://api.acme.test, x-countersign-environment: production }
  - { url: https://sandbox.acme.test, x-countersign-environment: sandbox }
tags: [{ name: Second }, { name: First }]
security: [{ key: [] }]
paths:
  /users/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string }, example: u-1 }
    put:
      operationId: updateUser
      summary: Update a user
      tags: [First]
      security: [{ key: [], token: [] }]
      requestBody:
        content: { application/json: { example: { name: Ada } } }
      responses: { "200": { description: Done. } }
  /open:
    get:
      operationId: getOpen
      tags: [Second]
      security: []
      parameters:
        - { name: page, in: query, style: deepObject, explode: true, schema: { type: object }, example: { size: 10, after: "a&b" } }
      responses: { "200": { description: Done. } }
  /jobs/{id}?action=stop&now:
    post:
      operationId: stopJob
      tags: [Second]
      security: []
      parameters:
        - { name: id, in: path, required: true, schema: { type: string }, example: j-1 }
        - { name: reason, in: query, required: true, schema: { type: string }, example: late }
      responses: { "200": { description: Done. } }
  /elsewhere:
    get:
      operationId: getElsewhere
      tags: [Second]
      servers: [{ url: https://other.acme.test, x-countersign-environment: production }]
      responses: { "200": { description: Done. } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key, x-countersign-credential: apiKey }
    token: { type: http, scheme: bearer, x-countersign-credential: userToken }
`;

const collection = await postmanCollection(await specFolder(DOCUMENT));

function requestOf(name: string): PostmanItem["request"] | undefined {
  const items = collection.item.flatMap((entry) => ("item" in entry ? entry.item : [entry]));
  return items.find((item) => item.name === name)?.request;
}

test("puts requests in folders by tag, in the document's order", () => {
  expect(
    collection.item.map((entry) => [
      entry.name,
      "item" in entry && entry.item.map(({ name }) => name),
    ]),
  ).toEqual([
    ["Second", ["getElsewhere", "getOpen", "stopJob"]],
    ["First", ["Update a user"]],
  ]);
});

test("makes servers and credentials variables, without secrets", () => {
  expect(collection.variable.map(({ key, value }) => [key, value])).toEqual([
    ["baseUrl", "{{server.sandbox}}"],
    ["server.production", "https://api.acme.test"],
    ["server.sandbox", "https://sandbox.acme.test"],
    ["baseUrl2", "{{server2.production}}"],
    ["server2.production", "https://other.acme.test"],
    ["apiKey", ""],
    ["userToken", ""],
  ]);
  expect(requestOf("getElsewhere")?.url.host).toEqual(["{{baseUrl2}}"]);
});

test("makes the variables of a server variables, without a choice of where data goes", async () => {
  const { variable } = await postmanCollection(
    await specFolder(
      DOCUMENT.replace(
        "{ url: https://sandbox.acme.test,",
        `{ url: "https://{region}.acme.test/{version}", variables: { region: { default: eu, enum: [eu, us], description: Where. }, version: { default: v1 } },`,
      ),
    ),
  );
  expect(variable.slice(0, 5)).toEqual([
    {
      key: "baseUrl",
      value: "{{server.sandbox}}",
      description: "The base URL for requests.",
    },
    { key: "server.production", value: "https://api.acme.test" },
    {
      key: "server.sandbox",
      value: "https://{{server.sandbox.region}}.acme.test/{{server.sandbox.version}}",
    },
    {
      key: "server.sandbox.region",
      value: "",
      description: "Where. One of `eu`, `us`. There is no default.",
    },
    { key: "server.sandbox.version", value: "v1", description: "Default: `v1`." },
  ]);
});

test("writes the words around a key", async () => {
  const { auth } = await postmanCollection(
    await specFolder(
      DOCUMENT.replace("name: X-Key,", "name: X-Key, x-countersign-value: 'Bot {credential}',"),
    ),
  );
  expect(auth).toMatchObject({
    apikey: expect.arrayContaining([{ key: "value", value: "Bot {{apiKey}}" }]),
  });
});

test("lets a request inherit the collection's authorization, add to it, or have none", () => {
  expect(collection.auth).toEqual({
    type: "apikey",
    apikey: [
      { key: "key", value: "X-Key" },
      { key: "value", value: "{{apiKey}}" },
      { key: "in", value: "header" },
    ],
  });
  expect(requestOf("Update a user")).toMatchObject({
    method: "PUT",
    header: [
      { key: "Content-Type", value: "application/json" },
      { key: "Authorization", value: "Bearer {{userToken}}" },
    ],
  });
  expect(requestOf("Update a user")).not.toHaveProperty("auth");
  expect(requestOf("getOpen")?.auth).toEqual({ type: "noauth" });
});

test("keeps path variables, and decodes a query where that is safe", () => {
  expect(requestOf("Update a user")?.url).toEqual({
    raw: "{{baseUrl}}/users/:id",
    host: ["{{baseUrl}}"],
    path: ["users", ":id"],
    variable: [{ key: "id", value: "u-1" }],
  });
  expect(requestOf("getOpen")?.url.query).toEqual([
    { key: "page[size]", value: "10" },
    { key: "page[after]", value: "a%26b" },
  ]);
});

test("adds no script for a provider without signatures", () => {
  expect(collection).not.toHaveProperty("event");
});

test("keeps the constant query of a path", () => {
  expect(requestOf("stopJob")?.url).toMatchObject({
    raw: "{{baseUrl}}/jobs/:id?action=stop&now=&reason=late",
    path: ["jobs", ":id"],
    query: [
      { key: "action", value: "stop" },
      { key: "now", value: "" },
      { key: "reason", value: "late" },
    ],
    variable: [{ key: "id", value: "j-1" }],
  });
});
