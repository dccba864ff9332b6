import { describe, expectTypeOf, it } from "vitest";
import type { components, operations, webhooks } from "../src/generated/index.ts";

type Schemas = components["schemas"];

type Delivery<Event extends keyof webhooks> = webhooks[Event] extends {
  post: { requestBody: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

type AnyDelivery = { [Event in keyof webhooks]: Delivery<Event> }[keyof webhooks];

describe("`type` narrows a union", () => {
  it("of verifications", () => {
    const read = (verification: Schemas["Verification"]) => {
      if (verification.type === "verification/government-id") {
        expectTypeOf(verification).toEqualTypeOf<Schemas["VerificationGovernmentId"]>();
      }
      if (verification.type === "verification/database-aadhaar") {
        expectTypeOf(verification).toEqualTypeOf<Schemas["VerificationDatabaseAadhaar"]>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });

  it("of reports", () => {
    const read = (report: Schemas["Report"]) => {
      if (report.type === "report/watchlist") {
        expectTypeOf(report).toEqualTypeOf<Schemas["ReportWatchlist"]>();
      }
    };
    expectTypeOf(read).toBeFunction();
  });
});

describe("a webhook delivery", () => {
  it("has its event's name and resource", () => {
    type Approved = Delivery<"inquiry.approved">;
    expectTypeOf<Approved["data"]["attributes"]["name"]>().toEqualTypeOf<"inquiry.approved">();
    expectTypeOf<Approved["data"]["attributes"]["payload"]["data"]>().toEqualTypeOf<
      Schemas["Inquiry"]
    >();
  });

  it("narrows on its event's name, among all 130", () => {
    type Names = AnyDelivery["data"]["attributes"]["name"];
    expectTypeOf<Names>().toEqualTypeOf<keyof webhooks>();
    type Attributes = AnyDelivery["data"]["attributes"];
    type Created = Extract<Attributes, { name: "account.created" }>;
    expectTypeOf<Created["payload"]["data"]>().toEqualTypeOf<Schemas["Account"]>();
  });
});

describe("types of values", () => {
  it("are open for an open enum, and closed otherwise", () => {
    type Status = Schemas["InquiryAttributes"]["status"];
    expectTypeOf<"approved">().toExtend<Status>();
    expectTypeOf<"a-status-of-tomorrow">().toExtend<Status>();
    type Inflection = NonNullable<
      NonNullable<operations["approveInquiry"]["parameters"]["header"]>["Key-Inflection"]
    >;
    expectTypeOf<Inflection>().toEqualTypeOf<"kebab">();
  });

  it("include null if declared, and are Blob for a file", () => {
    expectTypeOf<Schemas["InquiryAttributes"]["reference-id"]>().toEqualTypeOf<string | null>();
    type Pdf = operations["printInquiryPdf"]["responses"][200]["content"]["application/pdf"];
    expectTypeOf<Pdf>().toEqualTypeOf<Blob>();
  });
});
