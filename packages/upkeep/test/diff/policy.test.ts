import { expect, test } from "vitest";
import { POLICY } from "../../src/diff/policy.ts";
import {
  compared,
  documentOf,
  type Fragment,
  object,
  operation,
  received,
  sent,
} from "./helpers/compared.ts";
import { liveFindings, recordedFindings } from "./helpers/recorded-findings.ts";

const text = { type: "string" };
const json = (schema: unknown) => ({ "application/json": { schema } });
const query = (name: string, more: Fragment = {}) => ({ name, in: "query", schema: text, ...more });
const responses = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [status, { description: "", content: json({ type: "object" }) }]),
  );
const body = (more: Fragment = {}) => ({ content: json({ type: "object" }), ...more });
const header = { "X-Total": { schema: text } };
const responded = (more: Fragment) =>
  operation({ responses: { 200: { description: "", ...more } } });
const apiKey = (credential: string, name = "X-Api-Key") => ({
  type: "apiKey",
  in: "header",
  name,
  "x-countersign-credential": credential,
});
const secured = (securitySchemes: Fragment, security: readonly Fragment[]) =>
  documentOf({ components: { securitySchemes }, security });
const server = (environment: string, url = `https://${environment}.acme.test`) => ({
  url,
  "x-countersign-environment": environment,
});
const at = (url: string, variables: Fragment) =>
  documentOf({ servers: [{ ...server("a", `https://${url}`), variables }] });
const regions = (...list: string[]) =>
  at("{region}.x.test", { region: { default: "eu", enum: list } });
const signed = (encoding: string) => ({
  type: "apiKey",
  in: "header",
  name: "X-Signature",
  "x-countersign-hmac": {
    credential: "secretKey",
    algorithm: "SHA-256",
    keyEncoding: "utf8",
    message: ["{method}", "{path}", "{body}"],
    encoding,
    value: "{signature}",
  },
});
const webhook = (...names: string[]) => {
  const post = { requestBody: body({ required: true }), responses: { 200: { description: "" } } };
  return documentOf({ webhooks: Object.fromEntries(names.map((name) => [name, { post }])) });
};
const optionalWebhook = documentOf({
  webhooks: { a: { post: { requestBody: body(), responses: { 200: { description: "" } } } } },
});
const verified = (name: string) =>
  documentOf({ "x-countersign-webhooks": { event: { pointer: `/${name}` } } });
const paged = (cursor: string | undefined) =>
  operation({
    parameters: [query("after"), query("before")],
    ...(cursor !== undefined && {
      "x-countersign-pagination": {
        style: "cursor",
        request: { cursor },
        response: { items: "/data", nextCursor: "/next" },
      },
    }),
  });
const values = (...list: string[]) => ({ type: "string", enum: list });
const known = (...list: string[]) => ({ type: "string", "x-extensible-enum": list });
const union = (...names: string[]) => ({
  oneOf: names.map((name) => object({ [name]: text }, name)),
});

const bearer = { type: "http", scheme: "bearer", "x-countersign-credential": "token" };
const keys = {
  components: { securitySchemes: { key: apiKey("apiKey"), other: apiKey("otherKey", "X-Other") } },
};
const pinned = (version: string) =>
  operation({
    parameters: [
      { name: "Acme-Version", in: "header", schema: text, "x-countersign-default": version },
    ],
  });
const keyed = (isMarked: boolean) =>
  operation({
    parameters: [
      {
        name: "Idempotency-Key",
        in: "header",
        schema: text,
        ...(isMarked && { "x-countersign-idempotency": true }),
      },
    ],
  });
const both = documentOf({
  paths: Object.assign({}, documentOf({}).paths, operation({}).paths),
});

/** For each kind: the rating, written by hand, and the documents before and after. */
const ROWS: Readonly<Record<string, readonly [rating: string, before: Fragment, after: Fragment]>> =
  {
    "operation-added": ["minor", documentOf({}), both],
    "operation-removed": ["major", both, documentOf({})],
    "operation-renamed": ["major", operation({}), operation({ operationId: "getUsers" })],
    "operation-moved": [
      "major",
      operation({}),
      documentOf({
        paths: {
          "/people": {
            get: { operationId: "listUsers", responses: { 200: { description: "The users." } } },
          },
        },
      }),
    ],
    "operation-deprecated": ["minor", operation({}), operation({ deprecated: true })],
    "operation-undeprecated": ["patch", operation({ deprecated: true }), operation({})],

    "parameter-added": ["minor", operation({}), operation({ parameters: [query("q")] })],
    "parameter-added-required": [
      "major",
      operation({}),
      operation({ parameters: [query("q", { required: true })] }),
    ],
    "parameter-removed": ["major", operation({ parameters: [query("q")] }), operation({})],
    "parameter-renamed": [
      "major",
      operation({ parameters: [query("q")] }),
      operation({ parameters: [query("search")] }),
    ],
    "parameter-now-required": [
      "major",
      operation({ parameters: [query("q")] }),
      operation({ parameters: [query("q", { required: true })] }),
    ],
    "parameter-now-optional": [
      "minor",
      operation({ parameters: [query("q", { required: true })] }),
      operation({ parameters: [query("q")] }),
    ],
    "parameter-serialization-changed": [
      "patch",
      operation({
        parameters: [query("q", { schema: { type: "array", items: text }, explode: true })],
      }),
      operation({
        parameters: [query("q", { schema: { type: "array", items: text }, explode: false })],
      }),
    ],

    "body-added": ["minor", operation({}), operation({ requestBody: body() })],
    "body-added-required": [
      "major",
      operation({}),
      operation({ requestBody: body({ required: true }) }),
    ],
    "body-removed": ["major", operation({ requestBody: body() }), operation({})],
    "body-now-required": [
      "major",
      operation({ requestBody: body() }),
      operation({ requestBody: body({ required: true }) }),
    ],
    "body-now-optional": [
      "minor",
      operation({ requestBody: body({ required: true }) }),
      operation({ requestBody: body() }),
    ],
    "body-media-type-added": [
      "minor",
      operation({ requestBody: { content: json(text) } }),
      operation({ requestBody: { content: { ...json(text), "text/plain": { schema: text } } } }),
    ],
    "body-media-type-removed": [
      "major",
      operation({ requestBody: { content: { ...json(text), "text/plain": { schema: text } } } }),
      operation({ requestBody: { content: json(text) } }),
    ],
    "success-response-added": [
      "major",
      operation({ responses: responses(200) }),
      operation({ responses: responses(200, 202) }),
    ],
    "error-response-added": [
      "minor",
      operation({ responses: responses(200) }),
      operation({ responses: responses(200, 404) }),
    ],
    "response-removed": [
      "major",
      operation({ responses: responses(200, 404) }),
      operation({ responses: responses(200) }),
    ],
    "response-header-added": ["minor", responded({}), responded({ headers: header })],
    "response-header-removed": ["major", responded({ headers: header }), responded({})],

    "response-header-now-optional": [
      "major",
      responded({ headers: { "X-Total": { required: true, schema: text } } }),
      responded({ headers: header }),
    ],
    "response-header-now-required": [
      "minor",
      responded({ headers: header }),
      responded({ headers: { "X-Total": { required: true, schema: text } } }),
    ],

    "request-property-added": [
      "minor",
      sent(object({ id: text })),
      sent(object({ id: text, name: text })),
    ],
    "request-property-added-required": [
      "major",
      sent(object({ id: text })),
      sent(object({ id: text, name: text }, "name")),
    ],
    "request-property-removed": [
      "major",
      sent(object({ id: text, name: text })),
      sent(object({ id: text })),
    ],
    "request-property-renamed": [
      "major",
      sent(object({ name: text })),
      sent(object({ title: text })),
    ],
    "request-property-now-required": [
      "major",
      sent(object({ name: text })),
      sent(object({ name: text }, "name")),
    ],
    "request-property-now-optional": [
      "minor",
      sent(object({ name: text }, "name")),
      sent(object({ name: text })),
    ],
    "request-type-widened": [
      "minor",
      sent(object({ name: text })),
      sent(object({ name: { type: ["string", "null"] } })),
    ],
    "request-type-narrowed": [
      "major",
      sent(object({ name: { type: ["string", "null"] } })),
      sent(object({ name: text })),
    ],
    "request-type-changed": [
      "major",
      sent(object({ name: text })),
      sent(object({ name: { type: "number" } })),
    ],
    "request-value-added": ["minor", sent(values("a")), sent(values("a", "b"))],
    "request-value-removed": ["major", sent(values("a", "b")), sent(values("a"))],
    "request-known-value-added": ["minor", sent(known("a")), sent(known("a", "b"))],
    "request-known-value-removed": ["minor", sent(known("a", "b")), sent(known("a"))],
    "request-values-opened": ["minor", sent(values("a")), sent(known("a"))],
    "request-values-closed": ["major", sent(known("a")), sent(values("a"))],
    "request-member-added": ["minor", sent(union("a", "b")), sent(union("a", "b", "c"))],
    "request-member-removed": ["major", sent(union("a", "b", "c")), sent(union("a", "b"))],
    "request-keys-opened": [
      "minor",
      sent(object({ id: text })),
      sent({ ...object({ id: text }), additionalProperties: true }),
    ],
    "request-keys-closed": [
      "major",
      sent({ ...object({}), additionalProperties: true }),
      sent({ ...object({}), additionalProperties: false }),
    ],
    "request-constraint-changed": [
      "minor",
      sent({ ...text, maxLength: 9 }),
      sent({ ...text, maxLength: 4 }),
    ],

    "response-property-added": [
      "minor",
      received(object({ id: text })),
      received(object({ id: text, name: text })),
    ],
    "response-property-added-required": [
      "minor",
      received(object({ id: text })),
      received(object({ id: text, name: text }, "name")),
    ],
    "response-property-removed": [
      "major",
      received(object({ id: text, name: text })),
      received(object({ id: text })),
    ],
    "response-property-renamed": [
      "major",
      received(object({ name: text })),
      received(object({ title: text })),
    ],
    "response-property-now-required": [
      "minor",
      received(object({ name: text })),
      received(object({ name: text }, "name")),
    ],
    "response-property-now-optional": [
      "major",
      received(object({ name: text }, "name")),
      received(object({ name: text })),
    ],
    "response-type-widened": [
      "major",
      received(object({ name: text })),
      received(object({ name: { type: ["string", "null"] } })),
    ],
    "response-type-narrowed": [
      "minor",
      received(object({ name: { type: ["string", "null"] } })),
      received(object({ name: text })),
    ],
    "response-type-changed": [
      "major",
      received(object({ name: text })),
      received(object({ name: { type: "number" } })),
    ],
    "response-value-added": ["major", received(values("a")), received(values("a", "b"))],
    "response-value-removed": ["minor", received(values("a", "b")), received(values("a"))],
    "response-known-value-added": ["minor", received(known("a")), received(known("a", "b"))],
    "response-known-value-removed": ["minor", received(known("a", "b")), received(known("a"))],
    "response-values-opened": ["major", received(values("a")), received(known("a"))],
    "response-values-closed": ["minor", received(known("a")), received(values("a"))],
    "response-member-added": ["major", received(union("a", "b")), received(union("a", "b", "c"))],
    "response-member-removed": ["minor", received(union("a", "b", "c")), received(union("a", "b"))],
    "response-keys-opened": [
      "minor",
      received(object({ id: text })),
      received({ ...object({ id: text }), additionalProperties: true }),
    ],
    "response-keys-closed": [
      "major",
      received({ ...object({}), additionalProperties: true }),
      received({ ...object({}), additionalProperties: false }),
    ],
    "response-constraint-changed": [
      "patch",
      received({ ...text, maxLength: 4 }),
      received({ ...text, maxLength: 9 }),
    ],
    "number-kind-changed": [
      "patch",
      received(object({ age: { type: "integer" } })),
      received(object({ age: { type: "number" } })),
    ],

    "schema-added": [
      "minor",
      documentOf({}),
      documentOf({ components: { schemas: { User: text } } }),
    ],
    "schema-removed": [
      "major",
      documentOf({ components: { schemas: { User: text } } }),
      documentOf({}),
    ],
    "component-removed": [
      "major",
      documentOf({ components: { responses: { Gone: { description: "Gone." } } } }),
      documentOf({}),
    ],
    "schema-renamed": [
      "major",
      documentOf({ components: { schemas: { User: text } } }),
      documentOf({ components: { schemas: { Person: text } } }),
    ],

    "credential-added": ["minor", secured({}, []), secured({ key: apiKey("apiKey") }, [])],
    "credential-added-required": [
      "major",
      secured({}, []),
      secured({ key: apiKey("apiKey") }, [{ key: [] }]),
    ],
    "credential-removed": ["major", secured({ key: apiKey("apiKey") }, []), secured({}, [])],
    "credential-renamed": [
      "major",
      secured({ key: apiKey("apiKey") }, []),
      secured({ key: apiKey("token") }, []),
    ],
    "credential-now-required": [
      "major",
      secured({ key: apiKey("apiKey") }, []),
      secured({ key: apiKey("apiKey") }, [{ key: [] }]),
    ],
    "credential-now-optional": [
      "minor",
      secured({ key: apiKey("apiKey") }, [{ key: [] }]),
      secured({ key: apiKey("apiKey") }, [{ key: [] }, {}]),
    ],

    "environment-added": [
      "minor",
      documentOf({ servers: [server("a"), server("b")] }),
      documentOf({ servers: [server("a"), server("b"), server("c")] }),
    ],
    "environment-removed": [
      "major",
      documentOf({ servers: [server("a"), server("b")] }),
      documentOf({ servers: [server("a")] }),
    ],
    "environment-renamed": [
      "major",
      documentOf({ servers: [server("a", "https://x.test")] }),
      documentOf({ servers: [server("b", "https://x.test")] }),
    ],
    "environment-now-necessary": [
      "major",
      documentOf({ servers: [server("a")] }),
      documentOf({ servers: [server("a"), server("b")] }),
    ],
    "environment-url-changed": [
      "minor",
      documentOf({ servers: [server("a", "https://x.test")] }),
      documentOf({ servers: [server("a", "https://y.test")] }),
    ],
    "server-variable-added": [
      "minor",
      at("x.test/{v}", { v: { default: "1", enum: ["1"] } }),
      at("x.test/{v}", { v: { default: "1", enum: ["1", "2"] } }),
    ],
    "server-variable-added-required": ["major", regions("eu"), regions("eu", "us")],
    "server-variable-removed": ["major", regions("eu", "us"), regions("eu")],
    "server-variable-now-required": [
      "major",
      at("x.test/{v}", { v: { default: "1", enum: ["1", "2"] } }),
      at("x.test/{v}", { v: { default: "3", enum: ["1", "2"] } }),
    ],
    "server-variable-now-optional": [
      "minor",
      at("x.test/{v}", { v: { default: "3", enum: ["1", "2"] } }),
      at("x.test/{v}", { v: { default: "2", enum: ["1", "2"] } }),
    ],
    "server-variable-default-changed": [
      "minor",
      at("x.test/{v}", { v: { default: "1", enum: ["1", "2"] } }),
      at("x.test/{v}", { v: { default: "2", enum: ["1", "2"] } }),
    ],
    "server-variable-value-added": ["minor", regions("eu", "us"), regions("eu", "us", "ca")],
    "server-variable-value-removed": ["major", regions("eu", "us", "ca"), regions("eu", "us")],
    "operation-server-changed": [
      "minor",
      operation({ servers: [server("a", "https://x.test")] }),
      operation({ servers: [server("a", "https://y.test")] }),
    ],
    "security-requirement-changed": [
      "major",
      { ...operation({ security: [{ key: [] }] }), ...keys },
      { ...operation({ security: [{ other: [] }] }), ...keys },
    ],
    "security-scheme-changed": [
      "major",
      secured({ key: bearer }, []),
      secured({ key: { ...bearer, type: "apiKey", in: "header", name: "Authorization" } }, []),
    ],
    "signing-changed": [
      "patch",
      secured({ sign: signed("hex") }, []),
      secured({ sign: signed("base64") }, []),
    ],
    "default-header-changed": ["minor", pinned("2024-01-01"), pinned("2025-01-01")],

    "event-added": ["minor", webhook("a"), webhook("a", "b")],
    "event-removed": ["major", webhook("a", "b"), webhook("a")],
    "event-renamed": ["major", webhook("a"), webhook("b")],
    "payload-now-optional": ["major", webhook("a"), optionalWebhook],
    "webhook-verification-changed": ["patch", verified("type"), verified("name")],

    "pagination-added": ["minor", paged(undefined), paged("after")],
    "pagination-removed": ["major", paged("after"), paged(undefined)],
    "pagination-changed": ["patch", paged("after"), paged("before")],
    "idempotency-changed": ["minor", keyed(false), keyed(true)],

    "documentation-changed": [
      "patch",
      received({ ...text, description: "A name." }),
      received({ ...text, description: "The name." }),
    ],
    "details-changed": [
      "patch",
      received({ ...text, default: "a" }),
      received({ ...text, default: "b" }),
    ],
    "unseen-changed": [
      "none",
      received({ ...text, "x-internal": 1 }),
      received({ ...text, "x-internal": 2 }),
    ],
  };

test.for(Object.entries(ROWS))("%s", async ([kind, [rating, before, after]]) => {
  const changes = await compared(before, after);
  expect(changes.map((change) => [change.kind, change.rating])).toEqual(
    kind === "environment-now-necessary"
      ? [
          ["environment-added", "minor"],
          [kind, rating],
        ]
      : [[kind, rating]],
  );
});

test("another value around a key is another way to send it", async () => {
  const worded = { ...apiKey("apiKey"), "x-countersign-value": "Key {credential}" };
  const changes = await compared(
    secured({ key: apiKey("apiKey") }, []),
    secured({ key: worded }, []),
  );
  expect(changes.map(({ kind, message }) => [kind, message])).toEqual([
    [
      "security-scheme-changed",
      "Credentials of the security scheme `key` are now sent as `X-Api-Key: Key {credential}`.",
    ],
  ]);
});

test.for([
  "operation-removed",
  "request-constraint-changed",
  "response-removed",
  "security-requirement-changed",
  "documentation-changed",
])("Redocly's findings still match the recorded ones for %s", async (kind) => {
  const [, before, after] = ROWS[kind] ?? expect.unreachable(`There is no case ${kind}.`);
  expect(await liveFindings(before, after)).toEqual(await recordedFindings(before, after));
});

test("every row of the policy has a case", () => {
  const elsewhere = ["provider-added", "wire-unexplained"];
  expect([...Object.keys(ROWS), ...elsewhere].sort()).toEqual(
    POLICY.map(({ kind }) => kind).sort(),
  );
});

test("every row has a reason, and every breaking one says how to adapt", () => {
  for (const row of POLICY) {
    expect(row.reason, row.kind).toMatch(/^[A-Za-z].+\.$/);
    if (row.rating === "major") expect(row, row.kind).toHaveProperty("adapt");
  }
});
