import { expect, test } from "vitest";
import { Cursor } from "../../src/openapi/cursor.ts";
import { eventStreamOf } from "../../src/openapi/event-streams.ts";

const components = {
  schemas: {
    Text: { type: "string" },
    Named: { type: "object", properties: { name: { type: "string" } } },
    Message: {
      type: "object",
      properties: { event: { type: "string" }, data: { $ref: "#/components/schemas/Text" } },
    },
    Endless: { oneOf: [{ $ref: "#/components/schemas/Endless" }, { type: "object" }] },
  },
};

function streamOf(media: object) {
  const document = { components, media };
  return eventStreamOf(
    Cursor.root({ document, locationOf: () => ({ file: "openapi.yaml" }) }).at("media"),
  );
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const event = (properties: object, others: object = {}) => ({
  type: "object",
  properties,
  ...others,
});
const json = { type: "string", contentMediaType: "application/json", contentSchema: ref("Named") };

test.for<[string, object, { text: boolean | string[]; isOfEvents: boolean }]>([
  ["nothing", {}, { text: true, isOfEvents: false }],
  ["anything", { schema: { description: "Events." } }, { text: true, isOfEvents: false }],
  ["strings", { schema: ref("Text") }, { text: true, isOfEvents: false }],
  ["nullable strings", { schema: { type: ["string", "null"] } }, { text: true, isOfEvents: false }],
  [
    "strings or null",
    { schema: { anyOf: [{ type: "string" }, { type: "null" }] } },
    { text: true, isOfEvents: false },
  ],
  [
    "events with strings, as some frameworks write them",
    { schema: event({ data: { anyOf: [{ type: "string" }, { type: "null" }] } }) },
    { text: true, isOfEvents: true },
  ],
  [
    "events with strings through allOf",
    { schema: event({ data: { allOf: [ref("Text")] } }) },
    { text: true, isOfEvents: true },
  ],
  [
    "events with JSON in strings, or null",
    { itemSchema: event({ data: { anyOf: [json, { type: "null" }] } }) },
    { text: false, isOfEvents: true },
  ],
  ["strings without a type", { schema: { enum: ["a", "b"] } }, { text: true, isOfEvents: false }],
  [
    "objects",
    { schema: { type: "object", properties: { id: { type: "string" } } } },
    { text: false, isOfEvents: false },
  ],
  [
    "objects that look like an event, with more",
    { schema: event({ data: {}, id: {}, more: {} }) },
    { text: false, isOfEvents: false },
  ],
  ["numbers", { schema: { type: "number" } }, { text: false, isOfEvents: false }],
  [
    "strings and objects",
    { schema: { anyOf: [ref("Text"), ref("Named")] } },
    { text: false, isOfEvents: false },
  ],
  ["an endless schema", { schema: ref("Endless") }, { text: false, isOfEvents: false }],
  [
    "what is not valid",
    { schema: { type: "object", properties: [], required: true } },
    { text: false, isOfEvents: false },
  ],
  ["events with anything", { schema: event({ data: {} }) }, { text: true, isOfEvents: true }],
  ["events with strings", { schema: ref("Message") }, { text: true, isOfEvents: true }],
  [
    "events with objects",
    { schema: event({ event: {}, data: ref("Named"), retry: {} }) },
    { text: false, isOfEvents: true },
  ],
  [
    "events through allOf",
    { schema: { allOf: [event({ id: {} }), event({ data: ref("Named") })] } },
    { text: false, isOfEvents: true },
  ],
  [
    "events of several kinds",
    {
      schema: {
        oneOf: [
          event({ event: { const: "a" }, data: ref("Named") }),
          { anyOf: [event({ event: { enum: ["b", "c"] }, data: ref("Text") }), ref("Message")] },
          event({ data: { type: "string" } }),
        ],
      },
    },
    { text: ["b", "c", "message"], isOfEvents: true },
  ],
  [
    "items (OpenAPI 3.2) with JSON in strings",
    { schema: ref("Text"), itemSchema: event({ data: json }) },
    { text: false, isOfEvents: true },
  ],
  ["items that are data", { itemSchema: ref("Named") }, { text: false, isOfEvents: false }],
])("describes a stream of %s", ([, media, expected]) => {
  expect(streamOf(media)).toMatchObject(expected);
});

test("keeps the schema of what is not JSON within a string", () => {
  expect(streamOf({ schema: ref("Message") }).schema).toEqual(ref("Message"));
  expect(streamOf({}).schema).toBeUndefined();
});

test("replaces JSON within a string by its schema, for each kind of event", () => {
  const itemSchema = {
    ...event({ event: { type: "string" }, data: { type: "string" } }, { required: ["event"] }),
    oneOf: [
      { properties: { event: { const: "named" }, data: json }, required: ["data"] },
      { properties: { event: { const: "log" } } },
    ],
  };
  expect(streamOf({ itemSchema })).toEqual({
    text: ["log"],
    isOfEvents: true,
    schema: {
      oneOf: [
        {
          type: "object",
          required: ["event", "data"],
          properties: { event: { const: "named" }, data: ref("Named") },
        },
        {
          type: "object",
          required: ["event"],
          properties: { event: { const: "log" }, data: { type: "string" } },
        },
      ],
    },
  });
});

test("ends, however often a schema combines others", () => {
  const choice = { oneOf: [event({ data: {} }), event({ data: {} })] };
  const allOf = Array.from({ length: 40 }, () => choice);
  expect(streamOf({ schema: { allOf } })).toMatchObject({ isOfEvents: true });
  const schemas: Record<string, object> = { S0: { type: "object" } };
  for (let level = 1; level < 60; level += 1) {
    schemas[`S${level}`] = { anyOf: [ref(`S${level - 1}`), ref(`S${level - 1}`)] };
  }
  const document = { components: { schemas }, media: { schema: ref("S59") } };
  const media = Cursor.root({ document, locationOf: () => ({ file: "openapi.yaml" }) }).at("media");
  expect(eventStreamOf(media)).toMatchObject({ isOfEvents: false });
});
