import { expect, test } from "vitest";
import { startAcme } from "./fixtures/start-acme.ts";

test("returns the base URL and every credential of a provider as its connection", async () => {
  const { sandbox } = await startAcme();
  expect(sandbox.connection("acme")).toEqual({
    baseUrl: `${sandbox.url}/acme`,
    apiKey: "sandbox-acme-api-key",
    apiSecret: "sandbox-acme-api-secret",
    userToken: "sandbox-acme-user-token",
    secretKey: "sandbox-acme-secret-key",
  });
});

test.each(["/open", "/optional"])("accepts a request to %s without credentials", async (path) => {
  const { send } = await startAcme();
  expect((await send(path)).status).toBe(200);
});

test.each([
  [
    "the first alternative",
    { "x-api-key": "sandbox-acme-api-key", "x-api-secret": "sandbox-acme-api-secret" },
  ],
  ["the second alternative", { authorization: "Bearer sandbox-acme-user-token" }],
])(
  "accepts %s of the document for an operation without its own requirements",
  async (_, headers) => {
    const { send } = await startAcme();
    expect((await send("/guarded", { headers })).status).toBe(200);
  },
);

test("responds to a request without credentials with 401 and the missing headers", async () => {
  const { send } = await startAcme();
  const { status, body } = await send("/guarded");
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

test("accepts a signature over the request line and the bytes that were sent", async () => {
  const { send } = await startAcme();
  expect((await send("/signed?dry=true", signed)).status).toBe(200);
});

test.each([
  ["another query", "/signed?dry=false", signed],
  [
    "an equivalent body with other bytes",
    "/signed?dry=true",
    { ...signed, body: '{ "amount": 5 }' },
  ],
  ["another path", "/signed/?dry=true", signed],
])("refuses a signature that was made for %s", async (_, path, init) => {
  const { send } = await startAcme();
  expect((await send(path, init)).status).not.toBe(200);
});

test("quotes neither the refused signature nor the expected one", async () => {
  const { send } = await startAcme();
  const { status, body } = await send("/signed?dry=false", signed);
  expect(status).toBe(401);
  const json = JSON.stringify(body);
  expect(json).toContain("POST/acme/signed?dry=false7e84cbf0f7a7c92c");
  expect(json).not.toContain(signed.headers["x-signature"]);
  expect(json).not.toMatch(/sandbox-acme/);
});

test("checks credentials before parameters and body", async () => {
  const { send } = await startAcme();
  const { status } = await send("/signed?unknown=1", { method: "POST", body: "{" });
  expect(status).toBe(401);
});
