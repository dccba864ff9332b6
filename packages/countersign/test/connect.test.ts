import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import { CredentialError, HttpError } from "../src/errors/errors.ts";
import { acme } from "./helpers/acme.ts";
import { startServer } from "./helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };

describe("a method per operation", () => {
  it("resolves to the body", async () => {
    const server = await startServer(() => ({ body: '{"id":"u1"}' }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    expect(await client.getUser({ params: { path: { id: "u1" } } })).toEqual({ id: "u1" });
    expect(server.received[0]).toMatchObject({ method: "GET", target: "/users/u1" });
  });

  it("also returns the response with withResponse", async () => {
    const server = await startServer(() => ({
      status: 201,
      headers: { "x-trace": "t" },
      body: '{"id":"u1"}',
    }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const { data, response } = await client.createUser({ body: { name: "Jane" } }).withResponse();
    expect(data).toEqual({ id: "u1" });
    expect([response.status, response.headers.get("x-trace")]).toEqual([201, "t"]);
  });

  it("resolves to undefined if the response has no body", async () => {
    const server = await startServer(() => ({ status: 204, body: "" }));
    const client = connect(acme, { ...credentials, token: "t", baseUrl: server.url });
    expect(await client.deleteUser({ params: { path: { id: "u1" } } })).toBeUndefined();
  });

  it("throws an HttpError with the call, the status, the body and the provider's request ID", async () => {
    const server = await startServer(() => ({
      status: 404,
      headers: { "Request-Id": "req_7" },
      body: '{"reason":"no Jane Doe"}',
    }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const error = await client
      .getUser({ params: { path: { id: "u1" } } })
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      code: "http_error",
      status: 404,
      requestId: "req_7",
      body: { reason: "no Jane Doe" },
      call: { provider: "acme", operationId: "getUser", method: "GET", path: "/users/{id}" },
      message: "acme: GET /users/{id} returned status 404 (request req_7).",
    });
    expect(inspect(error)).not.toContain("Jane");
    expect(JSON.stringify(error)).not.toContain("Jane");
  });

  it("throws an HttpError with an undefined body if the response has none", async () => {
    const server = await startServer(() => ({
      status: 500,
      headers: { "content-length": "0" },
      body: "",
    }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.getStatus()).rejects.toMatchObject({ status: 500, body: undefined });
  });

  it("leaves no unhandled rejection if only withResponse is awaited", async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const server = await startServer(() => ({ status: 500 }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.getStatus().withResponse()).rejects.toThrow(HttpError);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });
});

describe("calls by path", () => {
  it("resolve to data for a 2xx response", async () => {
    const server = await startServer(() => ({ body: '{"ok":true}' }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const { data, error, response } = await client.GET("/status");
    expect([data, error, response.status]).toEqual([{ ok: true }, undefined, 200]);
  });

  it("resolve to error for any other response", async () => {
    const server = await startServer(() => ({ status: 404, body: '{"reason":"gone"}' }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const { data, error, response } = await client.GET("/users/{id}", {
      params: { path: { id: "u" } },
    });
    expect([data, error, response.status]).toEqual([undefined, { reason: "gone" }, 404]);
  });

  it("are rejected for a path that the provider does not have", async () => {
    const server = await startServer();
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    // @ts-expect-error the compiler rejects it too
    await expect(client.GET("/nope")).rejects.toThrow("Acme API has no operation GET /nope");
    expect(server.received).toEqual([]);
  });
});

describe("authentication", () => {
  it("sends every credential of the chosen alternative, and no other", async () => {
    const server = await startServer();
    const client = connect(acme, { ...credentials, token: "t0ken", baseUrl: server.url });
    await client.getUser({ params: { path: { id: "u1" }, query: { expand: ["a b", "c"] } } });
    const headers = server.received[0]?.headers;
    expect(headers?.["x-app-id"]).toBe("app-1");
    expect(headers?.authorization).toBeUndefined();
    const signed = "GET/users/u1?expand=a%20b&expand=c";
    expect(server.received[0]?.target).toBe("/users/u1?expand=a%20b&expand=c");
    expect(headers?.["x-signature"]).toBe(
      createHmac("sha256", "s3cret").update(signed).digest("hex"),
    );
  });

  it("chooses the first complete alternative", async () => {
    const server = await startServer(() => ({ status: 204, body: "" }));
    const both = connect(acme, { ...credentials, token: "t0ken", baseUrl: server.url });
    const one = connect(acme, { ...credentials, baseUrl: server.url });
    await both.deleteUser({ params: { path: { id: "u1" } } });
    await one.deleteUser({ params: { path: { id: "u1" } } });
    expect(
      server.received.map(({ headers }) => [headers.authorization, headers["x-app-id"]]),
    ).toEqual([
      ["Bearer t0ken", undefined],
      [undefined, "app-1"],
    ]);
  });

  it("sends optional credentials if they are present", async () => {
    const server = await startServer();
    const getStatus = { ...acme.operations.getStatus, security: [[], ["token"]] } as const;
    const provider = { ...acme, operations: { ...acme.operations, getStatus } };
    const options = { ...credentials, baseUrl: server.url };
    await connect(provider, options).getStatus();
    await connect(provider, { ...options, token: "t" }).getStatus();
    const sent = server.received.map(({ headers }) => headers.authorization);
    expect(sent).toEqual([undefined, "Bearer t"]);
  });

  it("sends no credential with an operation that requires none", async () => {
    const server = await startServer();
    await connect(acme, { ...credentials, baseUrl: server.url }).getStatus();
    expect(server.received[0]?.headers).not.toHaveProperty("x-app-id");
    expect(server.received[0]?.headers).not.toHaveProperty("x-signature");
  });

  it("signs the hash of zero bytes for a request without a body if the client option says so", async () => {
    const server = await startServer();
    const signing = { emptyBodyHash: "hash" } as const;
    const client = connect(acme, { ...credentials, baseUrl: server.url, signing });
    await client.getUser({ params: { path: { id: "u1" } } });
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const signature = createHmac("sha256", "s3cret").update(`GET/users/u1${empty}`).digest("hex");
    expect(server.received[0]?.headers["x-signature"]).toBe(signature);
  });

  it("calls a credential function for every request, so that a rotated secret is used", async () => {
    const server = await startServer();
    let calls = 0;
    const client = connect(acme, {
      ...credentials,
      appId: async () => `app-${++calls}`,
      baseUrl: server.url,
    });
    await client.getUser({ params: { path: { id: "u" } } });
    await client.getUser({ params: { path: { id: "u" } } });
    expect(server.received.map(({ headers }) => headers["x-app-id"])).toEqual(["app-1", "app-2"]);
  });

  it("cannot be overridden by the caller's headers", async () => {
    const server = await startServer();
    const client = connect(acme, {
      ...credentials,
      baseUrl: server.url,
      headers: { "x-app-id": "forged" },
    });
    await client.getUser({ params: { path: { id: "u" } }, headers: { "X-Signature": "forged" } });
    const [first] = server.received;
    expect(first?.headers["x-app-id"]).toBe("app-1");
    expect(first?.headers["x-signature"]).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ["missing", { appId: "a" }, "credential_missing", "secret"],
    ["empty", { appId: "", secret: "s" }, "credential_missing", "appId"],
    ["broken by a line feed", { appId: "a", secret: "s\n" }, "credential_invalid", "secret"],
  ])("rejects a credential that is %s when the client is created", (_, given, code, option) => {
    // The compiler rejects a missing one, but a JavaScript program can omit it.
    const options = { ...given, baseUrl: "https://api.test" } as typeof credentials & {
      baseUrl: string;
    };
    expect(() => connect(acme, options)).toThrow(expect.objectContaining({ code, option }));
  });

  it("sends nothing if a credential function returns an empty string", async () => {
    const server = await startServer();
    const client = connect(acme, { ...credentials, secret: () => "", baseUrl: server.url });
    await expect(client.getUser({ params: { path: { id: "u" } } })).rejects.toThrow(
      CredentialError,
    );
    expect(server.received).toEqual([]);
  });

  it("lists the alternatives if none is complete", async () => {
    const tokenOnly = { ...acme, requiredCredentials: [] };
    const options = { baseUrl: "https://api.test" } as Parameters<
      typeof connect<typeof tokenOnly>
    >[1];
    const client = connect(tokenOnly, options);
    await expect(client.deleteUser({ params: { path: { id: "u" } } })).rejects.toThrow(
      "Acme API: this operation lacks credentials; set `token`, or `appId`.",
    );
  });
});

describe("requests", () => {
  it("have the provider's default headers, unless the caller overrides them", async () => {
    const server = await startServer(() => ({ status: 201 }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await client.createUser({ body: { name: "a" } });
    await client.createUser({
      body: { name: "a" },
      params: { header: { "Acme-Version": "2020-01-01" } },
    });
    expect(server.received.map(({ headers }) => headers["acme-version"])).toEqual([
      "2026-01-01",
      "2020-01-01",
    ]);
  });

  it("have a default header only once, even if the client overrides it in a different case", async () => {
    const server = await startServer();
    const headers = { "acme-version": "2020-01-01" };
    await connect(acme, { ...credentials, baseUrl: server.url, headers }).getStatus();
    expect(server.received[0]?.headers["acme-version"]).toBe("2020-01-01");
  });

  it.each(["", ".", ".."])("are rejected with %j as a path parameter", async (id) => {
    const server = await startServer();
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.getUser({ params: { path: { id } } })).rejects.toThrow(
      "The path parameter `id` must not be missing, empty",
    );
    expect(server.received).toEqual([]);
  });

  it("are rejected without a path parameter", async () => {
    const client = connect(acme, { ...credentials, baseUrl: "https://api.test" });
    // @ts-expect-error the compiler rejects it too
    await expect(client.getUser({ params: { path: undefined } })).rejects.toThrow(
      "`id` must not be missing, empty",
    );
    // @ts-expect-error the compiler rejects it too
    await expect(client.getUser()).rejects.toThrow(
      "The path parameter `id` must not be missing, empty",
    );
  });

  it("are not sent if the signal has aborted", async () => {
    const server = await startServer();
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const reason = new Error("enough");
    const error = await client.getStatus({ signal: AbortSignal.abort(reason) }).catch((e) => e);
    expect(error).toMatchObject({ name: "AbortError", code: "aborted", cause: reason });
    expect(error.call.attempts).toBe(0);
    expect(server.received).toEqual([]);
  });

  it("reach the caller's fetch already signed", async () => {
    const seen: (string | null)[] = [];
    const fetch = async (request: Request) => {
      seen.push(request.headers.get("x-signature"), request.redirect);
      return Response.json({ id: "u" });
    };
    const client = connect(acme, { ...credentials, environment: "sandbox", fetch });
    await client.getUser({ params: { path: { id: "u" } } });
    expect(seen).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), "manual"]);
  });
});
