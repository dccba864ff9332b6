import { join } from "node:path";
import { HEAD, locationOf, specFolder } from "@countersign/testing/spec";
import { BaseResolver, bundle, createConfig } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../src/load/load-spec.ts";
import { refusal } from "../helpers/refusal.ts";

const DOCUMENT = `${HEAD}data:
  object: { kept: 1, nested: { kept: 1 } }
  list: [a, b, c, d]
  text: before
  items: [{ id: 1 }, { id: 2 }, { id: 3 }]
  empty: null
paths: {}
`;

/** Returns `data` after applying an overlay with these actions, each in YAML flow style. */
async function overlaid(...actions: string[]): Promise<unknown> {
  const spec = await specFolder({
    "openapi.yaml": DOCUMENT,
    "overlay.yaml": overlayOf(...actions),
  });
  const { document } = await loadSpec(spec);
  return Reflect.get(document, "data");
}

function overlayOf(...actions: string[]): string {
  const lines = actions.map((action) => `  - { description: because, ${action} }\n`);
  return `overlay: 1.1.0\nactions:\n${lines.join("")}`;
}

const DATA = {
  object: { kept: 1, nested: { kept: 1 } },
  list: ["a", "b", "c", "d"],
  text: "before",
  items: [{ id: 1 }, { id: 2 }, { id: 3 }],
  empty: null,
};

describe("update", () => {
  test.for([
    [
      "merges an object at every depth",
      "target: $.data.object, update: { new: 2, nested: { new: 2 } }",
      { object: { kept: 1, nested: { kept: 1, new: 2 }, new: 2 } },
    ],
    [
      "merges an object into the root",
      "target: $, update: { data: { text: after } }",
      { text: "after" },
    ],
    [
      "appends the items of a list to a list",
      "target: $.data.list, update: [e, f]",
      { list: ["a", "b", "c", "d", "e", "f"] },
    ],
    [
      "appends a single value to a list",
      "target: $.data.list, update: e",
      { list: ["a", "b", "c", "d", "e"] },
    ],
    [
      "appends to a list within an object",
      "target: $.data, update: { list: [e] }",
      { list: ["a", "b", "c", "d", "e"] },
    ],
    ["replaces a string", "target: $.data.text, update: after", { text: "after" }],
    ["replaces null", "target: $.data.empty, update: 5", { empty: 5 }],
    ["replaces a list item", "target: '$.data.list[1]', update: B", { list: ["a", "B", "c", "d"] }],
    [
      "changes every matching node",
      "target: '$.data.items[?@.id > 1]', update: { big: true }",
      { items: [{ id: 1 }, { id: 2, big: true }, { id: 3, big: true }] },
    ],
  ] as const)("%s", async ([, action, changed]) => {
    expect(await overlaid(action)).toEqual({ ...DATA, ...changed });
  });

  test("gives each matching node its own copy, so that a later action changes only one", async () => {
    expect(
      await overlaid(
        "target: '$.data.items[*]', update: { tag: { name: x } }",
        "target: '$.data.items[0].tag', update: { name: first }",
      ),
    ).toMatchObject({
      items: [{ tag: { name: "first" } }, { tag: { name: "x" } }, { tag: { name: "x" } }],
    });
  });

  test("can add a name that every object inherits", async () => {
    expect(
      await overlaid("target: $.data.object, update: { constructor: { prototype: { a: 1 } } }"),
    ).toMatchObject({ object: { constructor: { prototype: { a: 1 } } } });
    expect(Reflect.get({}, "a")).toBeUndefined();
  });
});

describe("remove", () => {
  test.for([
    ["removes several list items and keeps the others", "$.data.list[0,2]", { list: ["b", "d"] }],
    [
      "removes the matching list items and keeps the others",
      "$.data.items[?@.id != 2]",
      { items: [{ id: 2 }] },
    ],
    [
      "removes a key and keeps the others",
      "$.data.object.kept",
      { object: { nested: { kept: 1 } } },
    ],
    ["removes a node together with nodes below it", "$.data.object..*", { object: {} }],
    [
      "removes parts of several list items",
      "$.data.items[0, 2]['id']",
      { items: [{}, { id: 2 }, {}] },
    ],
  ] as const)("%s", async ([, target, changed]) => {
    expect(await overlaid(`target: "${target}", remove: true`)).toEqual({ ...DATA, ...changed });
  });

  test("removes the right items of a list and of a list nested in it", async () => {
    const spec = await specFolder({
      "openapi.yaml": `${HEAD}paths: {}\ndata: [{ bad: 1 }, { in: [{ bad: 1 }, { ok: 1 }] }, { bad: 1 }]\n`,
      "overlay.yaml": overlayOf('target: "$.data..[?@.bad]", remove: true'),
    });
    const { document } = await loadSpec(spec);
    expect(document).toMatchObject({ data: [{ in: [{ ok: 1 }] }] });
  });
});

describe("copy", () => {
  test.for([
    [
      "merges an object at every depth",
      "target: $.data.object, copy: '$.data.items[0]'",
      { object: { kept: 1, nested: { kept: 1 }, id: 1 } },
    ],
    [
      "appends the items of a list to a list, itself included",
      "target: $.data.list, copy: $.data.list",
      { list: ["a", "b", "c", "d", "a", "b", "c", "d"] },
    ],
    [
      "appends an object to a list",
      "target: $.data.items, copy: '$.data.items[1]'",
      { items: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 2 }] },
    ],
    [
      "replaces a string",
      "target: '$.data[\"text\", \"empty\"]', copy: '$.data.list[2]'",
      { text: "c", empty: "c" },
    ],
    [
      "copies a node into a part of itself, as it was before",
      "target: $.data.object.nested, copy: $.data.object",
      { object: { kept: 1, nested: { kept: 1, nested: { kept: 1 } } } },
    ],
    [
      "copies the same to every matching node, one of which is the source",
      "target: '$.data.items[*]', copy: '$.data.items[1]'",
      { items: [{ id: 2 }, { id: 2 }, { id: 2 }] },
    ],
  ] as const)("%s", async ([, action, changed]) => {
    expect(await overlaid(action)).toEqual({ ...DATA, ...changed });
  });

  test("makes a copy of its own, so that a later action changes only one", async () => {
    expect(
      await overlaid(
        "target: $.data, update: { other: {} }",
        "target: $.data.other, copy: $.data.object",
        "target: $.data.other.nested, update: { kept: 2 }",
      ),
    ).toEqual({ ...DATA, other: { kept: 1, nested: { kept: 2 } } });
  });

  test("locates what it copied where that is written", async () => {
    const folder = await specFolder({
      "openapi.yaml": `${HEAD}paths:\n  /a:\n    $ref: a.yaml\n`,
      "a.yaml": "get:\n  tags: [one]\n  operationId: a\n  responses: {}\n",
      "overlay.yaml": overlayOf(
        "target: \"$.paths['/a'].get\", update: { summary: ours }",
        "target: $.paths, update: { /b: { get: { tags: [two] } } }",
        "target: \"$.paths['/b']\", copy: \"$.paths['/a']\"",
      ),
    });
    const { document, locationOf: at } = await loadSpec(folder);
    expect(document).toMatchObject({
      paths: { "/b": { get: { tags: ["two", "one"], operationId: "a", summary: "ours" } } },
    });
    const where = (pointer: string) =>
      locationOf(Object.assign(new Error(), { location: at(pointer), remedy: "" }), folder);
    expect(where("#/paths/~1b/get/operationId")).toBe("a.yaml:3:16");
    expect(where("#/paths/~1b/get/tags/1")).toBe("a.yaml:2:10");
    expect(where("#/paths/~1b/get/tags/0")).toBe("overlay.yaml:4:76");
    expect(where("#/paths/~1b/get/summary")).toBe("overlay.yaml:3:77");
  });

  // OpenAPI Overlay 1.1.0, Copy Example.
  const ITEMS = "get: { responses: { 200: { description: OK } } }";
  const SOME_ITEMS = "delete: { responses: { 200: { description: OK } } }";
  test.for([
    [
      "simple copy",
      [`target: '$.paths["/some-items"]', copy: '$.paths["/items"]'`],
      { "/items": ["get"], "/some-items": ["get", "delete"] },
    ],
    [
      "ensure the target exists and copy",
      [
        `target: $.paths, update: { "/other-items": {} }`,
        `target: '$.paths["/other-items"]', copy: '$.paths["/items"]'`,
      ],
      { "/items": ["get"], "/other-items": ["get"], "/some-items": ["delete"] },
    ],
    [
      "move",
      [
        `target: $.paths, update: { "/new-items": {} }`,
        `target: '$.paths["/new-items"]', copy: '$.paths["/items"]'`,
        `target: '$.paths["/items"]', remove: true`,
      ],
      { "/new-items": ["get"], "/some-items": ["delete"] },
    ],
  ] as const)("follows the specification's example: %s", async ([, actions, expected]) => {
    const files = {
      "openapi.yaml": `${HEAD}paths:\n  /items: { ${ITEMS} }\n  /some-items: { ${SOME_ITEMS} }\n`,
      "overlay.yaml": overlayOf(...actions),
    };
    const { document } = await loadSpec(await specFolder(files));
    const operation = { responses: { 200: { description: "OK" } } };
    const paths = Object.entries(expected).map(([path, methods]) => [
      path,
      Object.fromEntries(methods.map((method: string) => [method, operation])),
    ]);
    expect(Reflect.get(document, "paths")).toEqual(Object.fromEntries(paths));
    expect(document).toEqual(await redoclyResult(await specFolder(files)));
  });
});

test("changes one occurrence of a shared object without touching the others", async () => {
  const spec = await specFolder({
    "openapi.yaml": `${HEAD}paths:
  /a:
    $ref: shared.yaml
  /b:
    $ref: shared.yaml
one: &shared { name: before }
two: *shared
`,
    "shared.yaml": "get: { operationId: shared, responses: {} }\n",
    "overlay.yaml": overlayOf(
      "target: \"$.paths['/b'].get\", update: { operationId: other }",
      "target: $.two, update: { name: after }",
    ),
  });

  const { document } = await loadSpec(spec);

  expect(document).toMatchObject({
    paths: { "/a": { get: { operationId: "shared" } }, "/b": { get: { operationId: "other" } } },
    one: { name: "before" },
    two: { name: "after" },
  });
});

describe("refuses an overlay at the problem's location", () => {
  const action = (text: string) => `overlay: 1.0.0\nactions:\n  - ${text}\n`;
  test.for([
    [
      "that is not an overlay",
      "actions: []\n",
      "1:1 The file is not an Overlay 1.0 or 1.1 document.",
    ],
    [
      "of version 2",
      "overlay: 2.0.0\nactions: []\n",
      "1:1 The file is not an Overlay 1.0 or 1.1 document.",
    ],
    ["without actions", "overlay: 1.0.0\n", "1:1 The overlay has no list of `actions`."],
    [
      "with an action without a target",
      action("remove: true"),
      "3:5 The overlay action has no `target`.",
    ],
    [
      "with an action without a reason",
      action("{ target: $.info, remove: true }"),
      "3:5 The overlay action on $.info gives no reason.",
    ],
    [
      "with an action that updates and removes",
      action("{ target: $.info, description: because, remove: true, update: {} }"),
      "3:5 The overlay action on $.info must do one of: update, copy, remove.",
    ],
    [
      "with an action that updates and copies",
      overlayOf("target: $.info, copy: $.data, update: {}"),
      "3:5 The overlay action on $.info must do one of: update, copy, remove.",
    ],
    [
      "with an action that does nothing",
      action("{ target: $.info, description: because }"),
      "3:5 The overlay action on $.info must do one of: update, copy, remove.",
    ],
    [
      "of version 1.0 that copies",
      action("{ target: $.info, description: because, copy: $.data }"),
      "3:51 Overlay 1.0 has no `copy`.",
    ],
    [
      "that copies something other than a JSONPath expression",
      overlayOf("target: $.info, copy: { title: x }"),
      "3:51 `copy` must be a JSONPath expression.",
    ],
    [
      "that copies what is not there",
      overlayOf("target: $.info, copy: $.nowhere"),
      "3:51 The overlay action on $.info copies $.nowhere, which matches nothing.",
    ],
    [
      "that copies several nodes",
      overlayOf("target: $.info, copy: $.data.items.*"),
      "3:51 The overlay action on $.info copies $.data.items.*, which matches 3 nodes.",
    ],
    [
      "that copies a list to an object",
      overlayOf("target: $.info, copy: $.data.list"),
      "3:51 The overlay copies a list where the document has an object.",
    ],
    [
      "that copies an object to a string of an object",
      overlayOf(
        "target: $.data, update: { a: { text: { x: 1 } } }",
        "target: $.data, copy: $.data.a",
      ),
      "4:51 The overlay copies an object where the document has a single value.",
    ],
    [
      "that updates objects and strings at once",
      overlayOf('target: \'$.data["text","object"]\', update: { a: 1 }'),
      '3:37 The overlay action on $.data["text","object"] matches nodes of several kinds: a single value, an object.',
    ],
    [
      "with an action that matches nothing",
      overlayOf("target: $.info, update: { x-a: 1 }", "target: $.nowhere, remove: true"),
      "4:5 The overlay action on $.nowhere matches nothing.",
    ],
    [
      "that removes the whole document",
      overlayOf("target: $, remove: true"),
      "3:5 The overlay action removes the whole document.",
    ],
    [
      "that replaces an object by a string",
      overlayOf("target: $, update: { info: gone }"),
      "3:56 The overlay has a single value where the document has an object.",
    ],
    [
      "that replaces a string by an object",
      overlayOf("target: $.info.title, update: { a: 1 }"),
      "3:59 The overlay has an object where the document has a single value.",
    ],
    [
      "that replaces a list by a string",
      overlayOf("target: $, update: { servers: none }"),
      "3:59 The overlay has a single value where the document has a list.",
    ],
    [
      "that modifies a prototype",
      overlayOf("target: $, update: { __proto__: { polluted: 1 } }"),
      "3:61 A key is called `__proto__`.",
    ],
    [
      "that adds a reference to a file",
      overlayOf("target: $.paths, update: { /a: { $ref: a.yaml } }"),
      "3:68 The reference a.yaml points outside the bundled document.",
    ],
    [
      "that adds a reference to a URL, even where OpenAPI has no references",
      overlayOf("target: $, update: { x-a: { $ref: http://127.0.0.1:1/a } }"),
      "3:63 The reference http://127.0.0.1:1/a points outside the bundled document.",
    ],
  ] as const)("%s", async ([, overlay, expected]) => {
    expect(await refusal({ "openapi.yaml": DOCUMENT, "overlay.yaml": overlay })).toBe(
      `overlay.yaml:${expected}`,
    );
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  test("with a target that is not JSONPath", async () => {
    const overlay = overlayOf("target: $.x-data, remove: true");
    expect(await refusal({ "openapi.yaml": DOCUMENT, "overlay.yaml": overlay })).toBe(
      'overlay.yaml:3:37 The target $.x-data is not valid JSONPath: unexpected "-".',
    );
  });

  test("that removes the target of a reference in a default response", async () => {
    const document = `${HEAD}paths:
  /a:
    get:
      responses:
        default:
          $ref: "#/components/responses/Error"
components:
  responses:
    Error:
      description: An error.
`;
    const overlay = overlayOf("target: $.components.responses.Error, remove: true");
    expect(await refusal({ "openapi.yaml": document, "overlay.yaml": overlay })).toBe(
      "openapi.yaml:12:17 The reference #/components/responses/Error cannot be resolved.",
    );
  });
});

describe("gives the same result as Redocly's overlays", () => {
  const specs = join(import.meta.dirname, "../../../../specs");
  test.for(["paywint", "inklink"])("for %s", async (provider) => {
    const folder = join(specs, provider);
    expect((await loadSpec(folder)).document).toEqual(await redoclyResult(folder));
  });
});

async function redoclyResult(folder: string): Promise<unknown> {
  const { bundle: theirs, problems } = await bundle({
    ref: join(folder, "openapi.yaml"),
    config: await createConfig({ extends: [] }),
    overlays: [join(folder, "overlay.yaml")],
    externalRefResolver: new BaseResolver(),
  });
  expect(problems).toEqual([]);
  return theirs.parsed;
}
