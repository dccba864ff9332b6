// A user's code with the facade's clients of all five providers.

import { inklink } from "@countersign/inklink";
import { paywint } from "@countersign/paywint";
import { type CountersignError, connect, HttpError } from "countersign";
import { createInklinkClient, type InklinkClient } from "countersign/inklink";
import { createP100Client } from "countersign/p100";
import { createPaywintClient, type PaywintClientOptions } from "countersign/paywint";
import { createPersonaClient } from "countersign/persona";
import { createQashClient } from "countersign/qash";
import type { Equal, Expect } from "./equal.js";

const options: PaywintClientOptions = {
  platformId: "p",
  secretKey: async () => "s",
  environment: "sandbox",
  headers: { "X-Trace": "1" },
  retry: { maxRetries: 1 },
  timeout: { attemptMs: 1000 },
  fetch: (request) => fetch(request),
  hooks: { onEnd: ({ durationMs, error }) => console.log(durationMs, error) },
};
const paywintClient = createPaywintClient(options);
const persona = createPersonaClient({ apiKey: "k" });
const qash = createQashClient({ apiKey: "k", apiSecret: "s", environment: "sandbox" });
const p100 = createP100Client({ apiKey: "k", baseUrl: "http://localhost:4010" });
const inklinkClient: InklinkClient = createInklinkClient({ apiKey: () => "k" });

export async function call(): Promise<void> {
  const path = { user_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479" };
  const link = await paywintClient.getKycInquiryLink({ params: { path } });
  const url = link.data?.inquiry_url;
  type _Url = Expect<Equal<typeof url, string | null | undefined>>;

  const { data, response } = await persona
    .approveInquiry({ params: { path: { "inquiry-id": "inq_1" } } })
    .withResponse();
  data.data.attributes.status satisfies string;
  type _Response = Expect<Equal<typeof response, Response>>;

  const text = await paywintClient.getKycInquiryLink({ params: { path }, parseAs: "text" });
  type _Text = Expect<Equal<typeof text, string>>;
  const stream = await paywintClient.getKycInquiryLink({ params: { path }, parseAs: "stream" });
  const chunk = await stream?.getReader().read();
  chunk?.value satisfies Uint8Array | undefined;

  await qash.startPartnerKyc({
    body: { userId: "u", firstName: "Juan", lastName: "Pérez", email: "j@example.com" },
  });
  await p100.addUserVerification({ body: { documentType: "ID_CARD", riskLvl: "A_NEW_LEVEL" } });
  await inklinkClient.createKycInquiry({
    body: { subject_id: "user_123", return_url: "https://app.example/done" },
  });
}

export async function callByPath(): Promise<string | null | undefined> {
  const { data, error } = await paywintClient.GET(
    "/api/platform/persona/platform-user/inquiry/{user_id}",
    { params: { path: { user_id: "u" } } },
  );
  if (data === undefined) return error.detail?.[0]?.msg;
  return data.data?.inquiry_url;
}

export async function page(): Promise<string[]> {
  const ids: string[] = [];
  for await (const inquiry of persona.listInquiries.items({
    params: { query: { page: { size: 50 } } },
  })) {
    type _Id = Expect<Equal<typeof inquiry.id, string>>;
    ids.push(inquiry.id);
  }
  for await (const each of persona.listInquiries.pages())
    ids.push(...each.data.map(({ id }) => id));
  return ids;
}

export function describe(error: unknown): string {
  if (persona.approveInquiry.isError(error)) {
    type _Undescribed = Expect<Equal<typeof error.body, unknown>>;
    if (error.status === 404) return error.body.errors[0]?.title ?? "";
    return `${error.status} ${error.call.operationId}`;
  }
  if (error instanceof HttpError) {
    type _Body = Expect<Equal<typeof error.body, unknown>>;
    return error.requestId ?? "";
  }
  const { code } = error as CountersignError;
  switch (code) {
    case "timeout":
    case "aborted":
      return "later";
    // @ts-expect-error no such code
    case "time_out":
      return "";
    default:
      return code;
  }
}

export function connectTables(): void {
  connect(inklink, { apiKey: "k" }).createKycInquiry;
  connect(paywint, { platformId: "p", secretKey: "s", baseUrl: "https://api.example" });
  // @ts-expect-error the secret is missing
  connect(paywint, { platformId: "p", environment: "sandbox" });
}

export function mistakes(): void {
  // @ts-expect-error there are two environments and no default
  createPaywintClient({ platformId: "p", secretKey: "s" });
  // @ts-expect-error no such environment
  createPaywintClient({ platformId: "p", secretKey: "s", environment: "staging" });
  // @ts-expect-error an optional option cannot be undefined
  createInklinkClient({ apiKey: "k", headers: undefined });
  // @ts-expect-error the parameter has another name
  paywintClient.getKycInquiryLink({ params: { path: { userId: "u" } } });
  // @ts-expect-error no such operation
  paywintClient.getKycInquiryLinks;
  // @ts-expect-error a required field is missing
  void qash.startPartnerKyc({ body: { userId: "u", firstName: "Juan", lastName: "Pérez" } });
  // @ts-expect-error the path has no POST
  void paywintClient.POST("/api/platform/persona/platform-user/inquiry/{user_id}", {});
}
