import { expect, it } from "vitest";
import { createClient, qash } from "../src/generated/index.ts";

function recorder() {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    return Response.json({});
  };
  return { sent, fetch };
}

it("sends a typed request to the provider's server, with redirects disabled", async () => {
  const { fetch, sent } = recorder();
  const client = createClient({ environment: "production", fetch });
  await client.POST("/api/v1/partner/kyc", {
    body: { userId: "u", firstName: "Juan", lastName: "Pérez", email: "j@example.com" },
  });
  const [request] = sent;
  expect([request?.method, request?.url]).toEqual([
    "POST",
    "https://api.qash.ai/api/v1/partner/kyc",
  ]);
  expect(await request?.text()).toBe(
    '{"userId":"u","firstName":"Juan","lastName":"Pérez","email":"j@example.com"}',
  );
  expect(request?.redirect).toBe("manual");
});

it("requires an environment or a base URL", () => {
  // @ts-expect-error the compiler rejects it too
  expect(() => createClient({})).toThrow("needs an `environment` (");
});

it("exports the facts of the API", () => {
  expect(qash.servers).toEqual({
    production: "https://api.qash.ai",
    sandbox: "https://sandbox.api.qash.ai",
  });
  expect(qash.requiredCredentials).toEqual(["apiKey", "apiSecret"]);
  expect(qash.operations.startPartnerKyc.security).toEqual([["apiKey", "apiSecret"]]);
});

it("is deeply frozen", () => {
  const visit = (value: object): void => {
    expect(Object.isFrozen(value)).toBe(true);
    for (const child of Object.values(value)) if (typeof child === "object") visit(child);
  };
  visit(qash);
});
