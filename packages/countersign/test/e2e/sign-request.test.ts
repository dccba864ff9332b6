import { createHash, createHmac } from "node:crypto";
import { createClient, paywint } from "@countersign/paywint";
import { type Sandbox, startSandbox } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CredentialError, type Provider, signRequest } from "../../src/index.ts";
import binance from "../../vectors/binance.json" with { type: "json" };
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const secret = "s3cret";
const credentials = { appId: "app-1", secret };

function hmac(message: string): string {
  return createHmac("sha256", secret).update(message).digest("hex");
}

it("signs the query as Binance publishes it", async () => {
  const { declaration, cases } = binance;
  const [published] = cases;
  const { credential, parameter, ...hmac } = declaration;
  const provider = {
    ...acme,
    securitySchemes: { sign: { type: "hmac", parameter, hmac: { credential, ...hmac } } },
    requiredCredentials: [credential],
    operations: { order: { method: "POST", path: "/api/v3/order", security: [["sign"]] } },
  } as Provider;
  // With the time already in the query.
  const url = `https://api.binance.com/api/v3/order?${published?.canonical}`;
  const call = { request: new Request(url, { method: "POST" }), schemaPath: "/api/v3/order" };
  const signed = await signRequest(provider, call, { secretKey: published?.secret } as never);
  expect(signed.url).toBe(published?.url);
});

describe("signRequest, in a middleware of a plain client", () => {
  function clientOf(changes: { secretKey?: string } = {}) {
    const { baseUrl, ...given } = sandbox.connection<{
      platformId: string;
      secretKey: string;
      baseUrl: string;
    }>("paywint");
    const client = createClient({ baseUrl });
    client.use({ onRequest: (call) => signRequest(paywint, call, { ...given, ...changes }) });
    return client;
  }
  const user_id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
  const path = { user_id };

  it("makes the provider accept requests with and without a body", async () => {
    const client = clientOf();
    const got = await client.GET("/api/platform/wallet/get/{user_id}", { params: { path } });
    expect(got.response.status).toBe(200);
    const body = { name: "Zoë", email: "zoe@example.com" };
    const created = await client.POST("/api/platform/users/create", { body });
    expect(created.response.status).toBe(200);
  });

  it("is refused with another key, so the provider does check it", async () => {
    const { response } = await clientOf({ secretKey: "wrong" }).GET(
      "/api/platform/wallet/get/{user_id}",
      {
        params: { path },
      },
    );
    expect(response.status).toBe(401);
  });
});

describe("signRequest", () => {
  it("signs the bytes, path and query that are sent, and sends them unchanged", async () => {
    const server = await startServer();
    const body = '{"name":"Zoë"}';
    const headers = { "content-type": "application/json", "x-own": "1" };
    const request = new Request(`${server.url}/users?b=%20&a=1`, { method: "POST", body, headers });
    await fetch(await signRequest(acme, { request, schemaPath: "/users" }, credentials));
    const hash = createHash("sha256").update(body).digest("hex");
    expect(server.received[0]).toMatchObject({
      target: "/users?b=%20&a=1",
      headers: {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "x-app-id": "app-1",
        "x-own": "1",
        "x-signature": hmac(`POST/users?b=%20&a=1${hash}`),
      },
    });
    expect(server.received[0]?.body.toString()).toBe(body);
  });

  it("signs a body that is a stream", async () => {
    const server = await startServer();
    const body = new Blob(["a", "b"]).stream();
    const request = new Request(`${server.url}/users`, {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit);
    await fetch(await signRequest(acme, { request, schemaPath: "/users" }, credentials));
    const hash = createHash("sha256").update("ab").digest("hex");
    expect(server.received[0]?.body.toString()).toBe("ab");
    expect(server.received[0]?.headers["x-signature"]).toBe(hmac(`POST/users${hash}`));
  });

  it("signs with the options of a client's signing", async () => {
    const request = new Request("https://a.test/users/u1");
    const call = { request, schemaPath: "/users/{id}" };
    const signing = { emptyBodyHash: "hash" } as const;
    const signed = await signRequest(acme, call, { ...credentials, signing });
    const hash = createHash("sha256").update("").digest("hex");
    expect(signed.headers.get("x-signature")).toBe(hmac(`GET/users/u1${hash}`));
    expect(request.headers.has("x-signature")).toBe(false);
  });

  it("signs what a function for all credentials returns", async () => {
    const call = { request: new Request("https://a.test/users/u1"), schemaPath: "/users/{id}" };
    const signed = await signRequest(acme, call, { credentials: async () => credentials });
    expect(signed.headers.get("x-signature")).toBe(hmac("GET/users/u1"));
  });

  it("adds a credential to the query, where the operation requires it", async () => {
    const scheme = { type: "query", parameter: "key", credential: "token" } as const;
    const table = {
      ...acme,
      securitySchemes: { ...acme.securitySchemes, token: scheme },
    } satisfies Provider;
    const server = await startServer(() => ({ status: 204, body: "" }));
    const request = new Request(`${server.url}/users/u1`, { method: "DELETE", body: "b" });
    const call = { request, schemaPath: "/users/{id}" };
    await fetch(await signRequest(table as never, call, { ...credentials, token: "t&" } as never));
    expect(server.received[0]).toMatchObject({ method: "DELETE", target: "/users/u1?key=t%26" });
    expect(server.received[0]?.body.toString()).toBe("b");
  });

  it("names what is missing", async () => {
    const request = new Request("https://a.test/users/u1");
    const signing = (schemaPath: string, given: object) =>
      signRequest(acme, { request, schemaPath }, given as never);
    await expect(signing("/users/u1", credentials)).rejects.toMatchObject({
      code: "request_invalid",
      message: "Acme API has no operation GET /users/u1.",
    });
    const missing = signing("/users/{id}", { appId: "app-1" });
    await expect(missing).rejects.toBeInstanceOf(CredentialError);
    await expect(missing).rejects.toMatchObject({ code: "credential_missing", option: "secret" });
  });
});
