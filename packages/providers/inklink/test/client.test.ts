import { expect, it } from "vitest";
import { createClient, inklink } from "../src/generated/index.ts";

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
  const client = createClient({ fetch });
  await client.POST("/kyc/inquiry", {
    body: { subject_id: "user_123", return_url: "https://app.example/done" },
  });
  const [request] = sent;
  expect([request?.method, request?.url]).toEqual([
    "POST",
    "https://platform.inklink.com/api/v1/kyc/inquiry",
  ]);
  expect(await request?.text()).toBe(
    '{"subject_id":"user_123","return_url":"https://app.example/done"}',
  );
  expect(request?.redirect).toBe("manual");
});

it("exports the facts of the API", () => {
  expect(inklink.servers).toEqual({ production: "https://platform.inklink.com/api/v1" });
  expect(inklink.requiredCredentials).toEqual(["apiKey"]);
  expect(inklink.securitySchemes.apiKey.header).toBe("api-key");
});

it("is deeply frozen", () => {
  const visit = (value: object): void => {
    expect(Object.isFrozen(value)).toBe(true);
    for (const child of Object.values(value)) if (typeof child === "object") visit(child);
  };
  visit(inklink);
});
