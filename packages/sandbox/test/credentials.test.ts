import { expect, test } from "vitest";
import { startAcme } from "./fixtures/start-acme.ts";

test("a connection has the base URL and every credential of its provider", async () => {
  const { sandbox } = await startAcme();
  expect(sandbox.connection("acme")).toEqual({
    baseUrl: `${sandbox.url}/acme`,
    apiKey: "sandbox-acme-api-key",
    apiSecret: "sandbox-acme-api-secret",
    userToken: "sandbox-acme-user-token",
    secretKey: "sandbox-acme-secret-key",
  });
});

test.each(["/open", "/optional"])("%s needs no credentials", async (path) => {
  const { ask } = await startAcme();
  expect((await ask(path)).status).toBe(200);
});

test.each([
  [
    "the first alternative",
    { "x-api-key": "sandbox-acme-api-key", "x-api-secret": "sandbox-acme-api-secret" },
  ],
  ["the second alternative", { authorization: "Bearer sandbox-acme-user-token" }],
])(
  "an operation without requirements of its own takes %s of the document's",
  async (_, headers) => {
    const { ask } = await startAcme();
    expect((await ask("/guarded", { headers })).status).toBe(200);
  },
);

test("a request without credentials is answered with 401 and what it lacks", async () => {
  const { ask } = await startAcme();
  const { status, body } = await ask("/guarded");
  expect(status).toBe(401);
  expect(body).toEqual({
    error: {
      code: "unauthorized",
      message: "Header X-Api-Key is missing. Header X-Api-Secret is missing.",
    },
  });
});

const signed = {
  method: "POST",
  headers: {
    "content-type": "application/json",
    // openssl dgst -sha256 -hmac sandbox-acme-secret-key
    "x-signature": "27d7737273c55044c05d995f97d35e88f3281d488d136b1e10bde0a70aee61b2",
  },
  body: '{"amount":5}',
};

test("a signature holds for the request line and the bytes that were sent", async () => {
  const { ask } = await startAcme();
  expect((await ask("/signed?dry=true", signed)).status).toBe(200);
});

test.each([
  ["another query", "/signed?dry=false", signed],
  ["another body of the same meaning", "/signed?dry=true", { ...signed, body: '{ "amount": 5 }' }],
  ["another path", "/signed/?dry=true", signed],
])("a signature does not hold for %s", async (_, path, init) => {
  const { ask } = await startAcme();
  expect((await ask(path, init)).status).not.toBe(200);
});

test("a refused signature is neither quoted nor given away", async () => {
  const { ask } = await startAcme();
  const { status, body } = await ask("/signed?dry=false", signed);
  expect(status).toBe(401);
  const text = JSON.stringify(body);
  expect(text).toContain("POST/acme/signed?dry=false7e84cbf0f7a7c92c");
  expect(text).not.toContain(signed.headers["x-signature"]);
  expect(text).not.toMatch(/sandbox-acme/);
});

test("credentials are checked before parameters and body", async () => {
  const { ask } = await startAcme();
  const { status } = await ask("/signed?unknown=1", { method: "POST", body: "{" });
  expect(status).toBe(401);
});
