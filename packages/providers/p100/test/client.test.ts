import { expect, it } from "vitest";
import { createClient, p100 } from "../src/generated/index.ts";

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
  const client = createClient({ environment: "staging", fetch });
  await client.POST("/v1/user/verification", { body: { riskLvl: "LOW" } });
  const [request] = sent;
  expect([request?.method, request?.url]).toEqual([
    "POST",
    "https://partner-api-stage.p100.io/v1/user/verification",
  ]);
  expect(await request?.text()).toBe('{"riskLvl":"LOW"}');
  expect(request?.redirect).toBe("manual");
});

it("requires an environment or a base URL", () => {
  // @ts-expect-error the compiler rejects it too
  expect(() => createClient({})).toThrow("needs an `environment` (");
});

it("exports the facts of the API", () => {
  expect(p100.servers).toEqual({
    production: "https://partner-api.p100.io",
    staging: "https://partner-api-stage.p100.io",
  });
  expect(p100.requiredCredentials).toEqual(["apiKey"]);
  expect(p100.securitySchemes.apiKey.header).toBe("x-api-key");
});

it("is deeply frozen", () => {
  const visit = (value: object): void => {
    expect(Object.isFrozen(value)).toBe(true);
    for (const child of Object.values(value)) if (typeof child === "object") visit(child);
  };
  visit(p100);
});
