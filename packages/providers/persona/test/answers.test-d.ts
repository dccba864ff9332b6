import { describe, expectTypeOf, it } from "vitest";
import { type components, createClient } from "../src/generated/index.ts";

const client = createClient();
const params = { path: { "inquiry-id": "inq_1" } };

async function approve() {
  const { data, error } = await client.POST("/inquiries/{inquiry-id}/approve", { params });
  return error === undefined ? data.data : undefined;
}

describe("an answer of the plain client", () => {
  it("is what the document describes", () => {
    expectTypeOf<NonNullable<Awaited<ReturnType<typeof approve>>>>().toEqualTypeOf<
      components["schemas"]["Inquiry"]
    >();
  });

  it("has texts where a list may grow", () => {
    type Status = NonNullable<Awaited<ReturnType<typeof approve>>>["attributes"]["status"];
    expectTypeOf<Status>().toExtend<string>();
    expectTypeOf<"approved">().toExtend<Status>();
  });

  it("can be asked for as something else", async () => {
    const { data } = await client.POST("/inquiries/{inquiry-id}/approve", {
      params,
      parseAs: "text",
    });
    expectTypeOf(data).toEqualTypeOf<string | undefined>();
    const response = await client.request("post", "/inquiries/{inquiry-id}/approve", { params });
    expectTypeOf(response.response).toEqualTypeOf<Response>();
  });

  it("is asked for with the parameters that the operation has, by a path that is there", () => {
    // @ts-expect-error the path has a parameter
    void client.POST("/inquiries/{inquiry-id}/approve");
    // @ts-expect-error there is nothing to get
    void client.GET("/inquiries/{inquiry-id}/approve", { params });
  });
});
