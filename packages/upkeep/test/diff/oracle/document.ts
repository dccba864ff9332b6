/** A part of an OpenAPI document that a mutation may change. */
// biome-ignore lint/suspicious/noExplicitAny: mutations change any part.
export type Node = any;

const ref = (name: string): Node => ({ $ref: `#/components/schemas/${name}` });
const text = (): Node => ({ type: "string" });
const json = (schema: Node): Node => ({ content: { "application/json": { schema } } });

/** Returns a schema with every feature that types express. */
function shape(): Node {
  return {
    type: "object",
    required: ["id", "role", "tags", "owner"],
    properties: {
      id: text(),
      name: text(),
      nick: { type: ["string", "null"] },
      age: { type: "integer" },
      role: { type: "string", enum: ["admin", "member"] },
      state: { type: "string", "x-extensible-enum": ["open", "done"] },
      fixed: { const: "v1" },
      tags: { type: "array", items: text() },
      pair: { type: "array", prefixItems: [text(), { type: "number" }], minItems: 2, maxItems: 2 },
      address: { type: "object", required: ["city"], properties: { city: text(), zip: text() } },
      labels: { type: "object", additionalProperties: text() },
      codes: { type: "object", patternProperties: { "^x": text() } },
      list: { type: "array" },
      owner: ref("Owner"),
      helper: ref("Owner"),
      choice: { oneOf: [ref("Left"), ref("Right")] },
      pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: {
          propertyName: "kind",
          mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" },
        },
      },
    },
  };
}

/** Returns a document in which callers send `Sent`, and receive `Received` and, by webhook, `Delivered`. */
export function baseDocument(): Node {
  return {
    openapi: "3.1.0",
    info: { title: "Acme API", version: "1.0.0" },
    servers: [{ url: "https://api.acme.test", "x-countersign-environment": "production" }],
    security: [{ key: [] }],
    "x-countersign-webhooks": { event: { pointer: "/type" } },
    paths: {
      "/things": {
        post: {
          operationId: "createThing",
          summary: "Create a thing",
          parameters: [
            { name: "limit", in: "query", schema: { type: "integer" } },
            { name: "kinds", in: "query", schema: { type: "array", items: text() } },
            { name: "sort", in: "query", schema: { type: "string", enum: ["asc", "desc"] } },
            { name: "X-Trace", in: "header", schema: text() },
          ],
          requestBody: { required: true, ...json(ref("Sent")) },
          responses: {
            200: {
              description: "The thing.",
              headers: {
                "X-Total": { required: true, schema: { type: "integer" } },
                "X-Next": { schema: text() },
              },
              ...json(ref("Received")),
            },
            404: { description: "Not found.", ...json(ref("Problem")) },
          },
        },
      },
      "/things/{id}": {
        get: {
          operationId: "getThing",
          parameters: [{ name: "id", in: "path", required: true, schema: text() }],
          responses: { 200: { description: "The thing.", ...json(ref("Received")) } },
        },
        put: {
          operationId: "putThing",
          parameters: [{ name: "id", in: "path", required: true, schema: text() }],
          requestBody: json(ref("Patch")),
          responses: { 204: { description: "Done." } },
        },
      },
    },
    webhooks: {
      "thing.made": {
        post: {
          requestBody: { required: true, ...json(ref("Delivered")) },
          responses: { 200: { description: "Received." } },
        },
      },
    },
    components: {
      securitySchemes: {
        key: { type: "apiKey", in: "header", name: "X-Key", "x-countersign-credential": "apiKey" },
      },
      responses: { Gone: { description: "Gone." } },
      schemas: {
        Sent: shape(),
        Received: shape(),
        Delivered: { ...shape(), properties: { ...shape().properties, type: text() } },
        Patch: { type: "object", properties: { name: text() } },
        Problem: { type: "object", required: ["code"], properties: { code: text(), hint: text() } },
        Owner: { type: "object", required: ["id"], properties: { id: text() } },
        Left: { type: "object", required: ["left"], properties: { left: text() } },
        Right: { type: "object", required: ["right"], properties: { right: text() } },
        Other: { type: "object", required: ["other"], properties: { other: text() } },
        Cat: { type: "object", required: ["kind"], properties: { kind: text(), meows: text() } },
        Dog: { type: "object", required: ["kind"], properties: { kind: text(), barks: text() } },
      },
    },
  };
}
