import { describe, expectTypeOf, it } from "vitest";
import { type components, createClient } from "../src/generated/index.ts";

const client = createClient();
const params = { path: { "inquiry-id": "inq_1" } };

async function approve() {
  const { data, error } = await client.POST("/inquiries/{inquiry-id}/approve", { params });
  return error === undefined ? data.data : undefined;
}

describe("a response of the plain client", () => {
  it("has the type that the document declares", () => {
    expectTypeOf<NonNullable<Awaited<ReturnType<typeof approve>>>>().toEqualTypeOf<
      components["schemas"]["Inquiry"]
    >();
  });

  it("accepts any string for an open enum", () => {
    type Status = NonNullable<Awaited<ReturnType<typeof approve>>>["attributes"]["status"];
    expectTypeOf<Status>().toExtend<string>();
    expectTypeOf<"approved">().toExtend<Status>();
  });

  it("can be parsed as something else", async () => {
    const { data } = await client.POST("/inquiries/{inquiry-id}/approve", {
      params,
      parseAs: "text",
    });
    expectTypeOf(data).toEqualTypeOf<string | undefined>();
    const response = await client.request("post", "/inquiries/{inquiry-id}/approve", { params });
    expectTypeOf(response.response).toEqualTypeOf<Response>();
  });

  it("requires the operation's parameters, and an existing path and method", () => {
    // @ts-expect-error a path parameter is missing
    void client.POST("/inquiries/{inquiry-id}/approve");
    // @ts-expect-error the path has no GET
    void client.GET("/inquiries/{inquiry-id}/approve", { params });
  });
});
