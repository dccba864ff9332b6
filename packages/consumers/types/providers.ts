// Provider packages without the facade: openapi-fetch clients, types and tables.
import { createClient as createInklinkClient } from "@countersign/inklink";
import { createClient as createP100Client } from "@countersign/p100";
import { createClient as createPaywintClient, paywint } from "@countersign/paywint";
import {
  type components,
  createClient,
  type operations,
  type paths,
  type persona,
  type webhooks,
} from "@countersign/persona";
import type {
  Inquiry,
  InquiryApprovedEvent,
  ListInquiriesResponse,
} from "@countersign/persona/types";
import { createClient as createQashClient } from "@countersign/qash";
import type { Equal, Expect } from "./equal.js";

export type Account = components["schemas"]["Account"];
export type Approval = operations["approveInquiry"]["responses"][200];
export type Approved = webhooks["inquiry.approved"];
export type Path = keyof paths;
export type Listed = Expect<Equal<ListInquiriesResponse["data"], Inquiry[]>>;
export type EventName = Expect<Equal<InquiryApprovedEvent["event"], "inquiry.approved">>;

const client = createClient({ headers: { Authorization: "Bearer k" } });

export async function call(): Promise<string | undefined> {
  const { data, error, response } = await client.POST("/inquiries/{inquiry-id}/approve", {
    params: { path: { "inquiry-id": "inq_1" } },
  });
  if (error !== undefined) return String(response.status);
  type _Id = Expect<Equal<typeof data.data.id, string>>;
  // An extensible enum: known values, or any other string.
  const status: string = data.data.attributes.status;
  return `${data.data.id} ${status}`;
}

export async function callOthers(): Promise<void> {
  const headers = { "api-key": "k" };
  await createInklinkClient({ headers }).GET("/kyc/inquiry/{id}/result", {
    params: { path: { id: "i" } },
  });
  createP100Client({ environment: "staging", headers });
  createPaywintClient({ baseUrl: "https://api.example", headers });
  createQashClient({ environment: "production", headers });
}

export function facts(): void {
  type _Version = Expect<Equal<typeof persona.version, "2025-12-08">>;
  type _Method = Expect<Equal<typeof paywint.operations.getKycInquiryLink.method, "GET">>;
  // @ts-expect-error the table is read-only
  paywint.name = "other";
}

export function mistakes(): void {
  // @ts-expect-error there are two environments and no default
  createPaywintClient({ headers: {} });
  // @ts-expect-error no such path
  void client.GET("/nope");
}
