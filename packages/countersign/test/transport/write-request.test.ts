import { createClient, persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { encodeBody } from "../../src/transport/encode-body.ts";
import { writeRequest } from "../../src/transport/write-request.ts";
import { writeStyledRequest } from "../../src/transport/write-styled-request.ts";
import { startServer } from "../helpers/start-server.ts";

const operation = { method: "POST", path: "/users/{id}", security: [] };
const target = { baseUrl: "https://api.test/v1/", headers: {}, encodeBody };

describe("the facade sends the same request as openapi-fetch for", () => {
  const key = { after: "inq_9 ✓", size: 50 };
  it.each([
    ["a path", { path: { "inquiry-id": "a/b?c#%2e d" } }, undefined],
    ["a deepObject", { path: { "inquiry-id": "i" }, query: { fields: { inquiry: "a,b" } } }, {}],
    ["a page", { path: { "inquiry-id": "i" }, query: { page: key, include: "a b" } }, undefined],
    [
      "headers",
      { path: { "inquiry-id": "i" }, header: { "Persona-Version": "2023-01-05" } },
      undefined,
    ],
    ["an array", { path: { "inquiry-id": "i" }, query: { include: ["a", "ñ&="] } }, undefined],
    ["null", { path: { "inquiry-id": "i" }, query: { include: null } }, {}],
    ["a body", { path: { "inquiry-id": "i" } }, { meta: { comment: "naïve “✓” \u2028" } }],
  ])("%s", async (_, params, body) => {
    const server = await startServer(() => ({ status: 200 }));
    const init: object = { params, ...(body && { body }) };
    const headers = { Authorization: "Bearer k" };
    await createClient({ baseUrl: server.url, headers }).POST(
      "/inquiries/{inquiry-id}/approve",
      init as never,
    );
    const facade = connect(persona, { apiKey: "k", baseUrl: server.url });
    await facade.POST("/inquiries/{inquiry-id}/approve", init as never);
    const [expected, actual] = server.received.map(({ headers: sent, ...received }) => {
      // The only header that the facade adds.
      const { "idempotency-key": _key, ...others } = sent;
      return { ...received, headers: others };
    });
    expect(expected?.target).toMatch(/^\/inquiries\//);
    expect(actual).toEqual(expected);
  });
});

describe("a request", () => {
  it.each([
    ["alone", {}, "https://api.test/v1/users/1?action=rename&silent"],
    [
      "before the parameters",
      { to: "a?b" },
      "https://api.test/v1/users/1?action=rename&silent&to=a%3Fb",
    ],
  ])("has the constant query of the path %s", async (_, query, expected) => {
    const renaming = { ...operation, path: "/users/{id}?action=rename&silent" };
    const { url } = await writeRequest(renaming, { params: { path: { id: 1 }, query } }, target);
    expect(url).toBe(expected);
  });

  it("has the constant query of the path before styled parameters", async () => {
    const styles = [{ in: "query", name: "ids", style: "form", explode: false }] as const;
    const listing = { ...operation, method: "GET", path: "/users?type=a", styles };
    const init = { params: { query: { ids: [1, 2] } } };
    const { url } = await writeStyledRequest(listing, init, target);
    expect(url).toBe("https://api.test/v1/users?type=a&ids=1,2");
  });

  it("encodes parameter names from the caller, except for brackets", async () => {
    const query = { "a&b": "1", filter: { "x=1&y": "2", "ü]": "3" } };
    const { url } = await writeRequest(operation, { params: { path: { id: 1 }, query } }, target);
    expect(url).toBe("https://api.test/v1/users/1?a%26b=1&filter[x%3D1%26y]=2&filter[%C3%BC]]=3");
  });

  it("joins the items of an array in path and header by commas", async () => {
    const params = { path: { id: ["a,b", 2] }, header: { "X-Kinds": ["a", "b"] } };
    const { url, headers } = await writeRequest(operation, { params }, target);
    expect([url, headers.get("x-kinds")]).toEqual(["https://api.test/v1/users/a%2Cb,2", "a,b"]);
  });

  it("has the call's headers instead of the client's, and no header that is null", async () => {
    const common = { "X-A": "client", "X-B": "client", "X-C": "client" };
    const init = {
      params: { path: { id: 1 }, header: { "x-b": "parameter", "x-d": undefined } },
      headers: { "x-a": "call", "x-b": "call", "x-c": null },
    };
    const { headers } = await writeRequest(operation, init, { ...target, headers: common });
    expect(Object.fromEntries(headers)).toEqual({ "x-a": "call", "x-b": "parameter" });
  });

  it.each([
    ["a Date in a header", { path: { id: 1 }, header: { since: new Date(0) } }, "header", "since"],
    ["a Map in the query", { path: { id: 1 }, query: { filter: new Map() } }, "query", "filter"],
    ["null in an array", { path: { id: 1 }, query: { ids: [null] } }, "query", "ids"],
    ["an array in an object", { path: { id: 1 }, query: { f: { a: [1] } } }, "query", "f[a]"],
    ["an object in the path", { path: { id: {} } }, "path", "id"],
  ])(
    "is rejected with %s, which has more than one possible representation",
    async (_, params, location, name) => {
      await expect(writeRequest(operation, { params }, target)).rejects.toMatchObject({
        code: "request_invalid",
        message: `The ${location} parameter \`${name}\` must be a string, a number or a boolean.`,
      });
    },
  );

  it("is rejected with a file nested in a form's JSON, which would arrive empty", async () => {
    const form = { ...operation, requestMediaType: "multipart/form-data" };
    const init = { params: { path: { id: 1 } }, body: { meta: { scan: new Blob(["x"]) } } };
    await expect(writeRequest(form, init, target)).rejects.toThrow(
      "The value of `scan` (Blob) cannot be sent",
    );
  });

  it("keeps the caller's media type, except for a multipart form", async () => {
    const headers = { "Content-Type": "application/vnd.api+json" };
    const path = { id: 1 };
    const json = await writeRequest(operation, { params: { path }, headers, body: {} }, target);
    expect(json.headers.get("content-type")).toBe("application/vnd.api+json");
    const body = new FormData();
    const form = await writeRequest(operation, { params: { path }, headers, body }, target);
    expect(form.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
  });

  it("sends bytes unchanged, and strings unchanged unless the media type is JSON", async () => {
    const path = { id: 1 };
    const bytes = Uint8Array.of(0, 255);
    const textOperation = { ...operation, requestMediaType: "text/plain" };
    const plain = await writeRequest(textOperation, { params: { path }, body: "plain" }, target);
    expect([plain.body, plain.headers.get("content-type")]).toEqual(["plain", "text/plain"]);
    const send = (body: unknown) => writeRequest(operation, { params: { path }, body }, target);
    expect((await send("plain")).body).toBe('"plain"');
    expect((await send(bytes)).body).toEqual(bytes);
    expect((await send(new Blob([bytes]))).body).toEqual(bytes);
  });
});
