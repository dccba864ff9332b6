import { expect, it } from "vitest";
import { createClient, paywint } from "../src/generated/index.ts";

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
  const client = createClient({ environment: "sandbox", fetch });
  await client.GET("/api/platform/persona/platform-user/inquiry/{user_id}", {
    params: { path: { user_id: "a/b" } },
  });
  const [request] = sent;
  expect([request?.method, request?.url]).toEqual([
    "GET",
    "https://api.sandbox.paywint.com/api/platform/persona/platform-user/inquiry/a%2Fb",
  ]);
  expect(await request?.text()).toBe("");
  expect(request?.redirect).toBe("manual");
});

it("requires an environment or a base URL", () => {
  // @ts-expect-error the compiler rejects it too
  expect(() => createClient({})).toThrow("needs an `environment` (");
});

it("exports the facts of the API", () => {
  expect(paywint.servers).toEqual({
    sandbox: "https://api.sandbox.paywint.com",
    production: "https://api.paywint.com",
  });
  expect(paywint.requiredCredentials).toEqual(["platformId", "secretKey"]);
  expect(paywint.operations.getKycInquiryLink.security).toEqual([["platformId", "signature"]]);
});

it("is deeply frozen", () => {
  const visit = (value: object): void => {
    expect(Object.isFrozen(value)).toBe(true);
    for (const child of Object.values(value)) if (typeof child === "object") visit(child);
  };
  visit(paywint);
});
