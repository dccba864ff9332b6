import { createHmac } from "node:crypto";
import { type Sandbox, type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HttpError } from "../../src/errors/errors.ts";
import { createInklinkClient } from "../../src/providers/inklink.ts";
import { createP100Client } from "../../src/providers/p100.ts";
import { createPaywintClient, type PaywintClientOptions } from "../../src/providers/paywint.ts";
import { createPersonaClient } from "../../src/providers/persona.ts";
import { createQashClient } from "../../src/providers/qash.ts";
import type { Fetch } from "../../src/transport/send.ts";

let sandbox: Sandbox;
const exchanges: SandboxExchange[] = [];
const userId = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

beforeAll(async () => {
  // The requests name records that nobody has created.
  sandbox = await startSandbox({
    stateless: true,
    onRequest: (exchange) => exchanges.push(exchange),
  });
});
beforeEach(() => {
  exchanges.length = 0;
});
afterAll(() => sandbox.close());

const paywintOptions = () =>
  sandbox.connection<{ platformId: string; secretKey: string; baseUrl: string }>("paywint");

describe("in the sandbox", () => {
  it("Paywint returns a verification link for a signed request", async () => {
    const paywint = createPaywintClient(paywintOptions());
    const link = await paywint.getKycInquiryLink({ params: { path: { user_id: userId } } });
    expect(link.data).toEqual({
      inquiry_url: "https://withpersona.com/verify?inquiry-id=inq_uRe3YX5eytvZGpJhMefHB5saWxXe",
      is_kyc_pending: true,
    });
    expect(exchanges[0]).toMatchObject({ operationId: "getKycInquiryLink", status: 200 });
  });

  it("Inklink accepts a request with an API key", async () => {
    const inklink = createInklinkClient(sandbox.connection("inklink"));
    const body = { subject_id: "user_123", return_url: "https://app.example/done" };
    const { data, response } = await inklink.createKycInquiry({ body }).withResponse();
    expect([response.status, data.id]).toEqual([200, "kyc_iq_xxx"]);
  });

  it("Qash accepts a request with both credentials", async () => {
    const qash = createQashClient(sandbox.connection("qash"));
    const body = { userId, firstName: "Juan", lastName: "Pérez", email: "usuario@empresa.com" };
    const started = await qash.startPartnerKyc({ body });
    expect(started.inquiryId).toBe("inq_A3VPwfoLJtprzJxREEeq3kmz6MyYyw");
    expect(JSON.parse(Buffer.from(exchanges[0]?.body ?? []).toString("utf8"))).toEqual(body);
  });

  it("P100 responds with 201", async () => {
    const p100 = createP100Client(sandbox.connection("p100"));
    const { data, response } = await p100
      .addUserVerification({ body: { externalUserId: userId } })
      .withResponse();
    expect(response.status).toBe(201);
    expect(data).toEqual({ message: "Verification documents to user added successfully" });
  });

  it("Persona responds in the API version of the types", async () => {
    const persona = createPersonaClient(sandbox.connection("persona"));
    const { data } = await persona.approveInquiry({
      params: {
        path: { "inquiry-id": "inq_1" },
        header: { "Idempotency-Key": "3f1c", "Key-Inflection": "kebab" },
        query: { include: "account,verifications", fields: { inquiry: "status,created-at" } },
      },
      body: { meta: { comment: "Approved by hand" } },
    });
    expect(data.attributes.status).toBe("approved");
    expect(exchanges[0]?.target).toBe(
      "/persona/inquiries/inq_1/approve?include=account%2Cverifications&fields[inquiry]=status%2Ccreated-at",
    );
    expect(exchanges[0]?.headers).toMatchObject({
      "persona-version": "2025-12-08",
      "idempotency-key": "3f1c",
      "key-inflection": "kebab",
    });
  });

  it("Qash rejects an invalid body with a typed error", async () => {
    const qash = createQashClient(sandbox.connection("qash"));
    const body = { userId: "no-uuid", firstName: "J", lastName: "P", email: "j@example.com" };
    await expect(qash.startPartnerKyc({ body })).rejects.toMatchObject({
      code: "http_error",
      status: 400,
    });
  });
});

describe("the sandbox rejects, with 401 and a reason,", () => {
  it.each([
    ["a wrong secret", { secretKey: "wrong" }, "X-Signature"],
    ["a wrong platform ID", { platformId: "wrong" }, "X-Platform-ID"],
  ])("%s", async (_, changes: Partial<PaywintClientOptions>, header) => {
    const paywint = createPaywintClient({
      ...paywintOptions(),
      ...changes,
    } as PaywintClientOptions);
    const error = await paywint
      .getKycInquiryLink({ params: { path: { user_id: userId } } })
      .catch((e) => e);
    expect(error).toBeInstanceOf(HttpError);
    expect([error.status, JSON.stringify(error.body)]).toEqual([
      401,
      expect.stringContaining(header),
    ]);
  });

  it("a query that was changed in transit", async () => {
    const fetch: Fetch = (request) =>
      globalThis.fetch(new Request(`${request.url}?isExample=true`, request));
    const paywint = createPaywintClient({ ...paywintOptions(), fetch });
    const call = paywint.getKycInquiryLink({ params: { path: { user_id: userId } } });
    await expect(call).rejects.toMatchObject({ status: 401 });
    expect(exchanges[0]?.target).toMatch(/\?isExample=true$/);
  });

  it("a wrong secret next to a correct API key", async () => {
    const { baseUrl, apiKey } = sandbox.connection<{
      apiKey: string;
      apiSecret: string;
      baseUrl: string;
    }>("qash");
    const qash = createQashClient({ baseUrl, apiKey, apiSecret: "wrong" });
    const body = { userId, firstName: "J", lastName: "P", email: "j@example.com" };
    await expect(qash.startPartnerKyc({ body })).rejects.toMatchObject({ status: 401 });
  });
});

it("sends exactly what it signs: the bytes on the wire have the signature in the header", async () => {
  const { secretKey, ...options } = paywintOptions();
  const paywint = createPaywintClient({ ...options, secretKey });
  await paywint.getKycInquiryLink({ params: { path: { user_id: userId } } });
  const [exchange] = exchanges;
  const signature = createHmac("sha256", secretKey).update(`GET${exchange?.target}`).digest("hex");
  expect(exchange?.headers["x-signature"]).toBe(signature);
});
