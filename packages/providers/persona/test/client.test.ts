import { expect, it } from "vitest";
import { createClient, persona } from "../src/generated/index.ts";

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
  await client.POST("/inquiries/{inquiry-id}/approve", {
    params: { path: { "inquiry-id": "inq_1" }, query: { fields: { inquiry: "status" } } },
  });
  const [request] = sent;
  expect([request?.method, request?.url]).toEqual([
    "POST",
    "https://api.withpersona.com/api/v1/inquiries/inq_1/approve?fields[inquiry]=status",
  ]);
  expect(await request?.text()).toBe("");
  expect(request?.redirect).toBe("manual");
});

it("sends the API version of the types, unless the caller overrides it", async () => {
  const { fetch, sent } = recorder();
  const approve = { params: { path: { "inquiry-id": "inq_1" } } };
  await createClient({ fetch }).POST("/inquiries/{inquiry-id}/approve", approve);
  const headers = { "Persona-Version": "2023-01-05" };
  await createClient({ fetch, headers }).POST("/inquiries/{inquiry-id}/approve", approve);
  expect(sent.map((request) => request.headers.get("persona-version"))).toEqual([
    "2025-12-08",
    "2023-01-05",
  ]);
});

it("exports the facts of the API", () => {
  expect(persona.servers).toEqual({ production: "https://api.withpersona.com/api/v1" });
  expect(persona.defaultHeaders).toEqual({
    "Key-Inflection": "kebab",
    "Persona-Version": "2025-12-08",
  });
  expect(persona.securitySchemes.bearerAuth).toEqual({ type: "bearer", credential: "apiKey" });
});

it("is deeply frozen", () => {
  const visit = (value: object): void => {
    expect(Object.isFrozen(value)).toBe(true);
    for (const child of Object.values(value)) if (typeof child === "object") visit(child);
  };
  visit(persona);
});
