import { createHash, createHmac } from "node:crypto";
import { type OpenApiDocument, type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { Fetch } from "../../src/transport/send.ts";
import { acme } from "../helpers/acme.ts";

// The bundled providers sign only requests without a body, so this test has its own provider.

const document: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Acme API", version: "1" },
  security: [{ appId: [], signature: [] }],
  paths: {
    "/users": {
      post: {
        operationId: "createUser",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["name"],
                properties: { name: { type: "string" } },
              },
            },
          },
        },
        responses: {
          "201": {
            description: "Created.",
            content: { "application/json": { example: { id: "u1" } } },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      appId: {
        type: "apiKey",
        in: "header",
        name: "X-App-Id",
        "x-countersign-credential": "appId",
      },
      signature: {
        type: "apiKey",
        in: "header",
        name: "X-Signature",
        "x-countersign-hmac": acme.securitySchemes.signature.hmac,
      },
    },
  },
};

async function start(fetch?: Fetch) {
  const exchanges: SandboxExchange[] = [];
  const sandbox = await startSandbox({
    documents: { acme: document },
    onRequest: (exchange) => exchanges.push(exchange),
  });
  onTestFinished(() => sandbox.close());
  const options = sandbox.connection<{ appId: string; secret: string; baseUrl: string }>("acme");
  return {
    exchanges,
    secret: options.secret,
    client: connect(acme, { ...options, ...(fetch && { fetch }) }),
  };
}

describe("a signed body", () => {
  it.each(["Jane", "Žofie “Z” 🦊", "line\nbreak \u2028 </script>", "x".repeat(100_000)])(
    "arrives as the bytes that were signed (%#)",
    async (name) => {
      const { client, exchanges, secret } = await start();
      expect(await client.createUser({ body: { name } })).toEqual({ id: "u1" });
      const [exchange] = exchanges;
      const body = Buffer.from(exchange?.body ?? []);
      expect(body).toEqual(Buffer.from(JSON.stringify({ name })));
      const hash = createHash("sha256").update(body).digest("hex");
      const signature = createHmac("sha256", secret).update(`POST/acme/users${hash}`).digest("hex");
      expect(exchange?.headers["x-signature"]).toBe(signature);
    },
  );

  it("is rejected by the sandbox if it was changed in transit", async () => {
    const { client, exchanges } = await start(async (request) => {
      const body = (await request.clone().text()).replace("Jane", "Joan");
      return globalThis.fetch(new Request(request, { body }));
    });
    await expect(client.createUser({ body: { name: "Jane" } })).rejects.toMatchObject({
      status: 401,
    });
    expect(Buffer.from(exchanges[0]?.body ?? []).toString()).toBe('{"name":"Joan"}');
  });
});
