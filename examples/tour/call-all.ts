import type { Sandbox } from "@countersign/sandbox";
import { createInklinkClient } from "countersign/inklink";
import { createP100Client } from "countersign/p100";
import { createPaywintClient } from "countersign/paywint";
import { createPersonaClient } from "countersign/persona";
import { createQashClient } from "countersign/qash";

/** The providers in this tour. */
export type ProviderName = "inklink" | "p100" | "paywint" | "persona" | "qash";

/** The result of a call. */
export interface CallResult {
  readonly provider: ProviderName;
  readonly operationId: string;
  /** The response in a few words, or the error message. */
  readonly response: string;
  readonly ok: boolean;
}

const userId = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

/** Calls one operation of each provider. A failed call is a result, not an exception. */
export async function callAll(sandbox: Sandbox): Promise<CallResult[]> {
  const paywint = createPaywintClient(sandbox.connection("paywint"));
  const inklink = createInklinkClient(sandbox.connection("inklink"));
  const qash = createQashClient(sandbox.connection("qash"));
  const p100 = createP100Client(sandbox.connection("p100"));
  const persona = createPersonaClient(sandbox.connection("persona"));

  return [
    await result("paywint", "getKycInquiryLink", async () => {
      const { data } = await paywint.getKycInquiryLink({ params: { path: { user_id: userId } } });
      return `verification link ${data?.inquiry_url}`;
    }),
    await result("inklink", "createKycInquiry", async () => {
      const body = {
        subject_id: "user_123",
        return_url: "https://app.example/done",
        level: 1,
      } as const;
      const { id, subject_id } = await inklink.createKycInquiry({ body });
      return `inquiry ${id} for ${subject_id}`;
    }),
    await result("qash", "startPartnerKyc", async () => {
      const body = { userId, firstName: "Juan", lastName: "Pérez", email: "juan@example.com" };
      const { inquiryId } = await qash.startPartnerKyc({ body });
      return `inquiry ${inquiryId}`;
    }),
    await result("p100", "addUserVerification", async () => {
      const body = {
        externalUserId: userId,
        documentType: "ID_CARD",
        documentNumber: "6I12UQ171A",
      };
      const { message } = await p100.addUserVerification({ body });
      return `${message}`;
    }),
    await result("persona", "approveInquiry", async () => {
      const path = { "inquiry-id": "inq_zEx4jL84ShbUyuwX6AzPSqt6" };
      const { data } = await persona.approveInquiry({ params: { path } });
      return `inquiry ${data.id} is ${data.attributes.status}`;
    }),
  ];
}

async function result(
  provider: ProviderName,
  operationId: string,
  call: () => Promise<string>,
): Promise<CallResult> {
  try {
    return { provider, operationId, response: await call(), ok: true };
  } catch (error) {
    return { provider, operationId, response: String(error), ok: false };
  }
}
