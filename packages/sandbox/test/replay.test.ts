import { createHmac } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { type OpenApiDocument, startSandbox } from "../src/index.ts";

const acme: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Acme", version: "1" },
  security: [{ signature: [] }],
  paths: {
    "/users": {
      get: {
        operationId: "listUsers",
        responses: { "200": { description: "Users", content: { "text/plain": { example: "-" } } } },
      },
    },
  },
  components: {
    securitySchemes: {
      signature: {
        type: "apiKey",
        in: "header",
        name: "X-Signature",
        "x-countersign-hmac": {
          credential: "secretKey",
          algorithm: "SHA-256",
          keyEncoding: "base64",
          keyPrefix: "key_",
          message: ["{timestamp}{nonce}{method}{path}"],
          encoding: "hex",
          timestamp: { header: "X-Timestamp", unit: "s" },
          nonce: { header: "X-Nonce" },
        },
      },
    },
  },
};

async function start() {
  const sandbox = await startSandbox({ documents: { acme } });
  onTestFinished(() => sandbox.close());
  const { baseUrl, secretKey = "" } = sandbox.connection("acme");
  const key = Buffer.from(secretKey.replace(/^key_/, ""), "base64");
  return async (timeInMs: number, nonce: string) => {
    const timestamp = String(Math.floor(timeInMs / 1000));
    const message = `${timestamp}${nonce}GET/acme/users`;
    const signature = createHmac("sha256", key).update(message).digest("hex");
    const headers = { "X-Timestamp": timestamp, "X-Nonce": nonce, "X-Signature": signature };
    const response = await fetch(`${baseUrl}/users`, { headers });
    return [response.status, await response.text()] as const;
  };
}

test("accepts a request once, and says why it refuses the replay", async () => {
  const send = await start();
  const now = Date.now();
  expect(await send(now, "n-1")).toEqual([200, "-"]);
  const [status, body] = await send(now, "n-1");
  expect(status).toBe(401);
  expect(body).toContain("Header X-Nonce has a nonce that was already used.");
  expect(await send(now, "n-2")).toEqual([200, "-"]);
});

test("refuses a request that was signed too long ago", async () => {
  const send = await start();
  const [status, body] = await send(Date.now() - 302_000, "n-1");
  expect(status).toBe(401);
  expect(body).toContain("more than 5 minutes off this sandbox's clock");
});

test("does not share nonces between sandboxes", async () => {
  const now = Date.now();
  for (const send of [await start(), await start()]) {
    expect(await send(now, "n-1")).toEqual([200, "-"]);
  }
});
