import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { Hmac, Provider } from "../../src/provider-table/provider.ts";
import { startServer } from "../helpers/start-server.ts";

const hmac: Hmac = {
  credential: "secret",
  algorithm: "SHA-256",
  keyEncoding: "utf8",
  message: [],
  separator: "",
  encoding: "hex",
  value: "{signature}",
};

interface Types {
  readonly credentials: { secret: string };
  readonly operations: {
    getItem: {
      input: { params: { path: { id: string }; query?: { q?: string } } };
      response: unknown;
      errors: object;
    };
  };
  readonly paths: object;
}

/** Returns a provider with one operation, which is signed as declared. */
function signedBy(
  scheme: { readonly header: string } | { readonly parameter: string },
  words: Partial<Hmac>,
): Provider & { readonly "~types"?: Types } {
  return {
    name: "acme",
    title: "Acme API",
    version: "1",
    servers: {},
    defaultHeaders: {},
    securitySchemes: { sign: { type: "hmac", ...scheme, hmac: { ...hmac, ...words } } },
    requiredCredentials: ["secret"],
    operations: {
      getItem: { method: "GET", path: "/items/{id}/parts", security: [["sign"]] },
    },
  };
}

function macOf(message: string): Buffer {
  return createHmac("sha256", "s3cret").update(message).digest();
}

it("signs the query and adds the signature to it, again for every attempt", async () => {
  const server = await startServer((_, count) => ({ status: count === 1 ? 503 : 200 }));
  const provider = signedBy(
    { parameter: "signature" },
    {
      message: ["{queryString}"],
      encoding: "base64",
      timestamp: { parameter: "timestamp", unit: "ms" },
      nonce: { parameter: "nonce" },
    },
  );
  const client = connect(provider, { baseUrl: server.url, secret: "s3cret" });
  await client.getItem({ params: { path: { id: "1" }, query: { q: "a b" } } });
  expect(server.received).toHaveLength(2);
  const nonces = server.received.map(({ target }) => {
    const [signed = "", signature = ""] = target.split("&signature=");
    expect(signed).toMatch(/^\/items\/1\/parts\?q=a%20b&timestamp=\d{13}&nonce=[0-9a-f]{32}$/);
    const expected = macOf(signed.slice(signed.indexOf("?") + 1)).toString("base64");
    expect(decodeURIComponent(signature)).toBe(expected);
    return signed;
  });
  expect(new Set(nonces).size).toBe(2);
});

it("adds a signature to a URL that has no query", async () => {
  const server = await startServer();
  const provider = signedBy({ parameter: "sig" }, { message: ["{path}{query}"] });
  const client = connect(provider, { baseUrl: server.url, secret: "s3cret" });
  await client.getItem({ params: { path: { id: "1" } } });
  const [{ target } = { target: "" }] = server.received;
  expect(target).toBe(`/items/1/parts?sig=${macOf("/items/1/parts").toString("hex")}`);
});

it("signs a parameter of the path as sent, whatever the path of the base URL", async () => {
  const server = await startServer();
  const provider = signedBy({ header: "X-Signature" }, { message: ["{pathParameter:id}"] });
  const client = connect(provider, { baseUrl: `${server.url}/items/v1`, secret: "s3cret" });
  await client.getItem({ params: { path: { id: "a/b é" } } });
  const [request] = server.received;
  expect(request?.target).toBe("/items/v1/items/a%2Fb%20%C3%A9/parts");
  expect(request?.headers["x-signature"]).toBe(macOf("a%2Fb%20%C3%A9").toString("hex"));
});

it("sends nothing if the path has no such parameter", async () => {
  const server = await startServer();
  const provider = signedBy({ header: "X-Signature" }, { message: ["{pathParameter:user}"] });
  const client = connect(provider, { baseUrl: server.url, secret: "s3cret" });
  await expect(client.getItem({ params: { path: { id: "1" } } })).rejects.toMatchObject({
    cause: { message: "{pathParameter} has no value" },
  });
  expect(server.received).toEqual([]);
});
