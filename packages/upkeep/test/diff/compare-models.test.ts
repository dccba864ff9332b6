import { describe, expect, test } from "vitest";
import { Changes } from "../../src/diff/change.ts";
import { addWireFindings } from "../../src/diff/wire-findings.ts";
import {
  compared,
  documentOf,
  type Fragment,
  modelOf,
  object,
  operation,
  received,
  sent,
} from "./helpers/compared.ts";

const text = { type: "string" };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const schemas = (all: Fragment) => documentOf({ components: { schemas: all } });

async function messages(before: Fragment, after: Fragment): Promise<string[]> {
  const changes = await compared(before, after);
  return changes.map(({ rating, message }) => `${rating}: ${message}`);
}

function user(template: string, name: string, more: Fragment = {}): Fragment {
  const parameters = [{ name, in: "path", required: true, schema: text }];
  const get = {
    operationId: "getUser",
    parameters,
    responses: { 204: { description: "" } },
    ...more,
  };
  return documentOf({ paths: { [template]: { get } } });
}

describe("renames that are harmless on the wire and break a typed client", () => {
  test("include a path parameter", async () => {
    expect(await messages(user("/users/{id}", "id"), user("/users/{user_id}", "user_id"))).toEqual([
      "major: The parameter `id` of `getUser` is now called `user_id`.",
    ]);
  });

  test("include an operation, even if its path parameter is renamed too", async () => {
    const after = user("/users/{user_id}", "user_id", { operationId: "fetchUser" });
    expect(await messages(user("/users/{id}", "id"), after)).toEqual([
      "major: `getUser` is now called `fetchUser`.",
      "major: The parameter `id` of `fetchUser` is now called `user_id`.",
    ]);
  });

  test("include schemas that refer to one another and to themselves", async () => {
    const tree = (node: string, leaf: string) =>
      schemas({
        [node]: object({ next: ref(node), leaf: ref(leaf) }),
        [leaf]: object({ size: { type: "number" } }),
      });
    expect(await messages(tree("Node", "Leaf"), tree("Branch", "Tip"))).toEqual([
      "major: The type `Node` is now called `Branch`.",
      "major: The type `Leaf` is now called `Tip`.",
    ]);
  });

  test("include a credential", async () => {
    const by = (name: string) => {
      const key = { type: "http", scheme: "bearer", "x-countersign-credential": name };
      return documentOf({ components: { securitySchemes: { key } }, security: [{ key: [] }] });
    };
    expect(await messages(by("apiKey"), by("token"))).toEqual([
      "major: The client option `apiKey` is now called `token`.",
    ]);
  });
});

test("schemas that cannot be told apart are reported as removed and new, not as renamed", async () => {
  expect(await messages(schemas({ A: text, B: text }), schemas({ C: text }))).toEqual([
    "major: The type `A` was removed.",
    "major: The type `B` was removed.",
    "minor: The type `C` is new.",
  ]);
});

test("a change in a named schema is reported once, however often the schema is used", async () => {
  const before = schemas({
    A: object({ b: ref("B") }),
    B: object({ id: text }),
    C: { allOf: [ref("B")] },
  });
  const after = schemas({
    A: object({ b: ref("B") }),
    B: object({ id: text, name: text }),
    C: { allOf: [ref("B")] },
  });
  expect(await messages(before, after)).toEqual(["minor: `B.name` is new."]);
});

test("a property that moves into a schema in `allOf` has not changed", async () => {
  const before = schemas({ A: object({ name: text }) });
  const after = schemas({ A: { allOf: [ref("B")] }, B: object({ name: text }) });
  expect(await messages(before, after)).toEqual(
    ["patch: Details of `A` changed.", "minor: The type `B` is new."].reverse(),
  );
});

test("a schema that is sent and received gets the higher of both ratings", async () => {
  const both = (schema: Fragment) => {
    const content = { "application/json": { schema: ref("User") } };
    const document = operation({
      requestBody: { content },
      responses: { 200: { description: "", content } },
    });
    return { ...document, components: { schemas: { User: schema } } };
  };
  expect(await messages(both(object({ a: text })), both(object({ a: text }, "a")))).toEqual([
    "major: `User.a` is now required.",
  ]);
  expect(await messages(both(object({ a: text }, "a")), both(object({ a: text })))).toEqual([
    "major: `User.a` may now be missing.",
  ]);
});

test("a webhook's payload counts as received", async () => {
  const carrying = (schema: Fragment) => {
    const requestBody = { content: { "application/json": { schema } } };
    const post = { requestBody, responses: { 200: { description: "" } } };
    return documentOf({ webhooks: { "user.made": { post } } });
  };
  expect(await messages(carrying(object({ a: text })), carrying(object({ a: text }, "a")))).toEqual(
    ["minor: `a` in the payload of the event `user.made` is now always present."],
  );
});

test("an open list takes precedence over a closed one, as in the types", async () => {
  const list = (...values: string[]) =>
    received({ type: "string", enum: values, "x-extensible-enum": values });
  expect(await messages(list("a"), list("a", "b"))).toEqual([
    "minor: `User` has the new value `b`.",
  ]);
});

test("cycles of schemas end", async () => {
  const circle = (name: string, more: Fragment) =>
    schemas({ [name]: object({ next: ref(name), ...more }), Root: object({ first: ref(name) }) });
  expect(await messages(circle("A", {}), circle("B", { name: text }))).toEqual([
    "major: The type `A` was removed.",
    "minor: `Root.first.name` is new.",
    "minor: The type `B` is new.",
  ]);
});

test("nested properties, items and keys are named by their path", async () => {
  const nested = (of: Fragment) =>
    sent(
      object({
        a: { type: "array", items: object({ b: { type: "object", additionalProperties: of } }) },
      }),
    );
  expect(await messages(nested(text), nested({ type: "number" }))).toEqual([
    "major: `User.a[].b[…]` is now a number; it was a string.",
  ]);
});

test("an operation that requires a credential that is optional elsewhere breaks its callers", async () => {
  const key = { type: "apiKey", in: "header", name: "X-Api-Key" };
  const other = { type: "apiKey", in: "header", name: "X-Other-Key" };
  const requiring = (name: string, securitySchemes: Fragment) => ({
    ...operation({ security: [{ [name]: [] }] }),
    components: { securitySchemes },
  });
  const changes = await compared(
    requiring("apiKey", { apiKey: key }),
    requiring("otherKey", { apiKey: key, otherKey: other }),
  );
  expect(changes.map(({ kind, rating }) => `${rating}: ${kind}`)).toEqual([
    "minor: credential-added",
    "major: security-requirement-changed",
  ]);
});

test("a wire finding that no type change explains is breaking", () => {
  const changes = new Changes();
  const path = "#/paths/~1users/get/responses/200";
  const model = modelOf(operation({}));
  const finding = { rule: "something-new", message: "It is odd.", pointer: path, path };
  addWireFindings([finding], { before: model, after: model }, changes);
  expect(changes.all()).toEqual([
    {
      kind: "wire-unexplained",
      rating: "major",
      operation: "listUsers",
      owner: { what: "operation", name: "listUsers" },
      pointer: path,
      message:
        "`listUsers` changed in a way that may break requests or responses (`something-new`).",
      adapt: "Compare with the provider's documentation before you upgrade.",
    },
  ]);
});

test("what only the wire format shows is in our own words, and names the operation", async () => {
  const listed = (explode: boolean) =>
    operation({
      parameters: [{ name: "q", in: "query", schema: { type: "array", items: text }, explode }],
    });
  const limited = (maxLength: number) => sent(object({ name: { type: "string", maxLength } }));
  expect(await messages(listed(true), listed(false))).toEqual([
    "patch: The parameter `q` of `listUsers` is now sent in another form.",
  ]);
  expect(await messages(limited(9), limited(4))).toEqual([
    "minor: The limit `maxLength` of `User.name` is now `4`; it was `9`.",
  ]);
});

describe("event streams", () => {
  const json = (properties: Fragment) => ({
    type: "string",
    contentMediaType: "application/json",
    contentSchema: object(properties),
  });
  const stream = (key: string, schema: Fragment, others: Fragment = {}) =>
    documentOf({
      paths: {
        "/events": {
          get: {
            operationId: "watch",
            responses: {
              200: {
                description: "",
                content: { ...others, "text/event-stream": { [key]: schema } },
              },
            },
          },
        },
      },
    });

  test("are compared by the data of their events", async () => {
    const before = stream("schema", object({ id: text, name: text }));
    expect(await messages(before, stream("schema", object({ id: text })))).toEqual([
      "major: `name` in the 200 response of `watch` was removed.",
    ]);
  });

  test("are compared by their items, and JSON within them", async () => {
    const before = stream("itemSchema", object({ data: json({ id: text, name: text }) }));
    expect(
      await messages(before, stream("itemSchema", object({ data: json({ id: text }) }))),
    ).toEqual(["major: `data.name` in the 200 response of `watch` was removed."]);
  });

  test("can be added to a JSON response", async () => {
    const others = { "application/json": { schema: object({ id: text }) } };
    const before = documentOf({
      paths: {
        "/events": {
          get: { operationId: "watch", responses: { 200: { description: "", content: others } } },
        },
      },
    });
    expect(await messages(before, stream("schema", object({ id: text }), others))).toEqual([
      "major: The 200 response of `watch` can now also be `text/event-stream`.",
    ]);
  });
});
