import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { type HTTPValidationError, paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { describe, expectTypeOf, it } from "vitest";
import { connect, HttpError, type OperationError, type Provider } from "../src/index.ts";
import { createInklinkClient } from "../src/providers/inklink.ts";
import { createP100Client } from "../src/providers/p100.ts";
import { createPaywintClient } from "../src/providers/paywint.ts";
import { createPersonaClient } from "../src/providers/persona.ts";
import { createQashClient } from "../src/providers/qash.ts";

const paywintClient = createPaywintClient({
  platformId: "p",
  secretKey: "s",
  environment: "sandbox",
});
const qashClient = createQashClient({ apiKey: "k", apiSecret: "s", environment: "production" });
const personaClient = createPersonaClient({ apiKey: "k" });
const user_id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

it("accepts every provider package as a `Provider`", () => {
  expectTypeOf(inklink).toExtend<Provider>();
  expectTypeOf(p100).toExtend<Provider>();
  expectTypeOf(paywint).toExtend<Provider>();
  expectTypeOf(persona).toExtend<Provider>();
  expectTypeOf(qash).toExtend<Provider>();
});

describe("options", () => {
  it("include the provider's credentials, as strings or functions", () => {
    connect(qash, { apiKey: () => "k", apiSecret: async () => "s", environment: "sandbox" });
    // @ts-expect-error the secret is missing
    createQashClient({ apiKey: "k", environment: "sandbox" });
    // @ts-expect-error a credential of another provider
    createQashClient({ apiKey: "k", apiSecret: "s", environment: "sandbox", secretKey: "s" });
    // @ts-expect-error not a string
    createQashClient({ apiKey: 1, apiSecret: "s", environment: "sandbox" });
  });

  it("include one function for all credentials, instead of an option for each", () => {
    const both = { apiKey: "k", apiSecret: "s" };
    const environment = "sandbox";
    createQashClient({ credentials: () => both, environment });
    connect(qash, { credentials: async () => ({ ...both, userToken: "t" }), environment });
    // @ts-expect-error a required credential is missing
    createQashClient({ credentials: () => ({ apiKey: "k" }), environment });
    // @ts-expect-error not a function
    createQashClient({ credentials: both, environment });
    // @ts-expect-error an option for one of them, too
    createQashClient({ credentials: () => both, apiKey: "k", environment });
    // @ts-expect-error functions within
    createQashClient({ credentials: () => ({ ...both, apiKey: () => "k" }), environment });
  });

  it("require an environment or a base URL if there are several servers", () => {
    createP100Client({ apiKey: "k", environment: "staging" });
    createP100Client({ apiKey: "k", baseUrl: "http://localhost:1" });
    // @ts-expect-error neither
    createP100Client({ apiKey: "k" });
    // @ts-expect-error both
    createP100Client({ apiKey: "k", environment: "staging", baseUrl: "http://localhost:1" });
    // @ts-expect-error P100 has no sandbox
    createP100Client({ apiKey: "k", environment: "sandbox" });
  });

  it("require neither if there is one server", () => {
    createInklinkClient({ apiKey: "k" });
    createInklinkClient({ apiKey: "k", environment: "production" });
  });
});

describe("a method per operation", () => {
  it("takes the operation's parameters", () => {
    const { getKycInquiryLink } = paywintClient;
    getKycInquiryLink({ params: { path: { user_id } } });
    // @ts-expect-error the path parameter has another name
    getKycInquiryLink({ params: { path: { userId: user_id } } });
    // @ts-expect-error the path parameter is a string
    getKycInquiryLink({ params: { path: { user_id: 7 } } });
    // @ts-expect-error a path parameter is missing
    getKycInquiryLink();
    // @ts-expect-error not an option of a call
    getKycInquiryLink({ params: { path: { user_id } }, redirect: "follow" });
  });

  it("takes the operation's body", () => {
    const body = { userId: user_id, firstName: "Juan", lastName: "Pérez", email: "j@example.com" };
    qashClient.startPartnerKyc({ body });
    qashClient.startPartnerKyc({ body: { ...body, birthDate: "1990-04-15" } });
    // @ts-expect-error a required field is missing
    qashClient.startPartnerKyc({ body: { userId: user_id, firstName: "Juan", lastName: "Pérez" } });
    // @ts-expect-error the body is missing
    qashClient.startPartnerKyc({});
  });

  it("resolves to the body of the operation's 2xx response", async () => {
    const link = await paywintClient.getKycInquiryLink({ params: { path: { user_id } } });
    expectTypeOf(link.data?.inquiry_url).toEqualTypeOf<string | null | undefined>();
    const { data, response } = await personaClient
      .approveInquiry({ params: { path: { "inquiry-id": "inq_1" } } })
      .withResponse();
    expectTypeOf(data.data.attributes["reference-id"]).toEqualTypeOf<string | null>();
    expectTypeOf(response).toEqualTypeOf<Response>();
  });

  it("resolves to the type that parseAs selects", async () => {
    const init = { params: { path: { user_id } } };
    const call = paywintClient.getKycInquiryLink;
    expectTypeOf(await call({ ...init, parseAs: "arrayBuffer" })).toEqualTypeOf<ArrayBuffer>();
    expectTypeOf(await call({ ...init, parseAs: "text" })).toEqualTypeOf<string>();
  });

  it("exists only for the provider's operations", () => {
    // @ts-expect-error no such operation
    paywintClient.getKycInquiryLinks({ params: { path: { user_id } } });
  });

  it("suggests the known values of an open enum, and accepts others", () => {
    const client = createP100Client({ apiKey: "k", environment: "staging" });
    client.addUserVerification({ body: { documentType: "ID_CARD", riskLvl: "A_NEW_LEVEL" } });
  });
});

describe("a caught error", () => {
  it("has a body of unknown type", () => {
    const error: unknown = undefined;
    if (error instanceof HttpError) expectTypeOf(error.body).toBeUnknown();
  });

  it("has the body that the operation describes for its status", () => {
    const error: unknown = undefined;
    if (paywintClient.getKycInquiryLink.isError(error)) {
      expectTypeOf(error.body).toBeUnknown();
      if (error.status === 422) {
        expectTypeOf(error).toEqualTypeOf<HttpError<HTTPValidationError, 422>>();
        expectTypeOf(error.body.detail?.[0]?.msg).toEqualTypeOf<string | undefined>();
      } else if (error.status === 503) {
        expectTypeOf(error.body).toBeUnknown();
      }
      // @ts-expect-error not the status of an error
      if (error.status === 200) error;
    }
  });
});

describe("an operation's error", () => {
  interface Refusal {
    reason: string;
  }
  interface Problem {
    title: string;
  }

  it("has one body per code, and an unknown one for other codes", () => {
    const error = {} as OperationError<{ 400: Refusal; 404: undefined }>;
    switch (error.status) {
      case 400:
        expectTypeOf(error.body).toEqualTypeOf<Refusal>();
        break;
      case 404:
        expectTypeOf(error.body).toEqualTypeOf<undefined>();
        break;
      case 300:
      case 499:
      case 599:
        expectTypeOf(error.body).toBeUnknown();
        break;
      // @ts-expect-error a success
      case 200:
        break;
      default:
        expectTypeOf(error.body).toBeUnknown();
    }
  });

  it("has the body of a range for the codes of the range that are not described", () => {
    const error = {} as OperationError<{ 400: Refusal; "4XX": Problem; "5XX": string }>;
    if (error.status === 400) expectTypeOf(error.body).toEqualTypeOf<Refusal>();
    if (error.status === 499) expectTypeOf(error.body).toEqualTypeOf<Problem>();
    if (error.status === 500) expectTypeOf(error.body).toEqualTypeOf<string>();
    if (error.status === 304) expectTypeOf(error.body).toBeUnknown();
  });

  it("has the body of `default` for everything that is not described", () => {
    const error = {} as OperationError<{ 409: Refusal; "5XX": string; default: Problem }>;
    expectTypeOf(error.body).toEqualTypeOf<Refusal | string | Problem>();
    if (error.status === 409) expectTypeOf(error.body).toEqualTypeOf<Refusal>();
    if (error.status === 408) expectTypeOf(error.body).toEqualTypeOf<Problem>();
    if (error.status === 500) expectTypeOf(error.body).toEqualTypeOf<string>();
    if (error.status !== 409) expectTypeOf(error.body).toEqualTypeOf<string | Problem>();
  });

  it("has one body whatever the status if there is only `default`, and an unknown one without it", () => {
    expectTypeOf<OperationError<{ default: Problem }>>().toEqualTypeOf<HttpError<Problem>>();
    expectTypeOf<OperationError<object>>().toEqualTypeOf<HttpError>();
  });

  it("is an `HttpError`", () => {
    expectTypeOf<OperationError<{ 400: Refusal; default: Problem }>>().toExtend<HttpError>();
  });
});

describe("calls by path", () => {
  const path = "/api/platform/persona/platform-user/inquiry/{user_id}";

  it("accept only the provider's paths, with their methods", () => {
    paywintClient.GET(path, { params: { path: { user_id } } });
    // @ts-expect-error no such path
    paywintClient.GET("/api/platform/nope");
    // @ts-expect-error the path has no POST
    paywintClient.POST(path, { params: { path: { user_id } } });
  });

  it("resolve to data or error, and checking one narrows the other", async () => {
    const { data, error, response } = await paywintClient.GET(path, {
      params: { path: { user_id } },
    });
    if (data !== undefined) expectTypeOf(data.success).toEqualTypeOf<boolean | undefined>();
    else expectTypeOf(error.detail?.[0]?.msg).toEqualTypeOf<string | undefined>();
    expectTypeOf(response).toEqualTypeOf<Response>();
  });
});
