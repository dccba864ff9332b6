import type { Sandbox } from "@countersign/sandbox";
import { createInklinkClient, verifyInklinkWebhook } from "countersign/inklink";
import { createP100Client, verifyP100Webhook } from "countersign/p100";
import { createPaywintClient } from "countersign/paywint";
import { createPersonaClient, verifyPersonaWebhook } from "countersign/persona";
import { createQashClient } from "countersign/qash";
import type { RawDelivery } from "../verifications/start-receiver.ts";

/** The verification of one person with one provider. */
export interface Journey {
  readonly provider: "persona" | "inklink" | "paywint" | "qash" | "p100";
  /** Calls that start it, in order; the last gives the ID of the verification. */
  readonly start: readonly Step<string>[];
  /** State to which the sandbox brings it, as the person and the provider would. */
  readonly outcome: string;
  /** Verifies a delivery; undefined if the provider publishes no way. */
  readonly verify: ((delivery: RawDelivery) => Promise<unknown>) | undefined;
  /** Reads the state in the end, from the ID of the verification. */
  readonly read: Step<string | undefined>;
}

/** A call, and the name of its operation. */
export interface Step<Result> {
  readonly operationId: string;
  /** @param id - What the step before returned; empty for the first. */
  readonly call: (id: string) => Promise<Result>;
}

/** Returns a journey for each provider, as an application would make it. */
export function createJourneys(sandbox: Sandbox): readonly Journey[] {
  const secretOf = (provider: string) => ({ secret: sandbox.webhookSecret(provider) });
  const persona = createPersonaClient(sandbox.connection("persona"));
  const inklink = createInklinkClient(sandbox.connection("inklink"));
  const paywint = createPaywintClient(sandbox.connection("paywint"));
  const qash = createQashClient(sandbox.connection("qash"));
  const p100 = createP100Client(sandbox.connection("p100"));
  const person = { firstName: "Jane", lastName: "Roe", email: "jane.roe@example.com" };
  const files = new Blob(["%PDF-1.7"], { type: "application/pdf" });

  return [
    {
      provider: "persona",
      start: [
        {
          operationId: "createInquiry",
          call: async () => {
            const attributes = { "inquiry-template-id": "itmpl_ABC123" };
            const { data } = await persona.createInquiry({ body: { data: { attributes } } });
            return data.id;
          },
        },
      ],
      outcome: "approved",
      verify: (delivery) => verifyPersonaWebhook(delivery, secretOf("persona")),
      read: {
        operationId: "getInquiry",
        call: async (id) => {
          const { data } = await persona.getInquiry({ params: { path: { "inquiry-id": id } } });
          return data.attributes.status;
        },
      },
    },
    {
      provider: "inklink",
      start: [
        {
          operationId: "createKycInquiry",
          call: async () => {
            const return_url = "https://app.example/verified";
            const body = { subject_id: "user-1", return_url, level: 1 } as const;
            const { id = "" } = await inklink.createKycInquiry({ body });
            return id;
          },
        },
      ],
      outcome: "approved",
      verify: (delivery) => verifyInklinkWebhook(delivery, secretOf("inklink")),
      read: {
        operationId: "getKycInquiryResult",
        call: async (id) => {
          const result = await inklink.getKycInquiryResult({ params: { path: { id } } });
          return String(Object(result).status);
        },
      },
    },
    {
      provider: "paywint",
      start: [
        {
          operationId: "createUser",
          call: async () => {
            const body = { name: "Jane Roe", email: person.email };
            const { data } = await paywint.createUser({ body });
            return data?.user_id ?? "";
          },
        },
        {
          operationId: "getKycInquiryLink",
          call: async (user_id) => {
            await paywint.getKycInquiryLink({ params: { path: { user_id } } });
            return user_id;
          },
        },
      ],
      outcome: "approved",
      verify: undefined,
      read: {
        operationId: "getUserKyc",
        call: async (user_id) => {
          const { data } = await paywint.getUserKyc({ params: { path: { user_id } } });
          return data?.kyc_status;
        },
      },
    },
    {
      provider: "qash",
      start: [
        {
          operationId: "createPartnerUser",
          call: async () => {
            const body = { userType: "personal", email: person.email, countryCode: "CO" } as const;
            const { data } = await qash.createPartnerUser({ body });
            return data.user?.id ?? "";
          },
        },
        {
          operationId: "startPartnerKyc",
          call: async (userId) => {
            await qash.startPartnerKyc({ body: { userId, ...person } });
            return userId;
          },
        },
      ],
      outcome: "approved",
      verify: undefined,
      read: {
        operationId: "getPartnerUser",
        call: async (userId) => {
          const { data } = await qash.getPartnerUser({ params: { path: { userId } } });
          return data.user?.status;
        },
      },
    },
    {
      provider: "p100",
      start: [
        {
          operationId: "createUser",
          call: async () => {
            const externalUserId = "user-1";
            const body = { externalUserId, citizenship: "PL", hasAcceptedP100Tc: true } as const;
            await p100.createUser({ body });
            return externalUserId;
          },
        },
        {
          operationId: "addKycFile",
          call: async (externalUserId) => {
            await p100.addKycFile({ params: { path: { externalUserId } }, body: { files } });
            return externalUserId;
          },
        },
        {
          operationId: "addUserVerification",
          call: async (externalUserId) => {
            const document = { documentType: "PASSPORT", documentNumber: "6I12UQ171A" } as const;
            await p100.addUserVerification({ body: { externalUserId, ...document } });
            return externalUserId;
          },
        },
      ],
      outcome: "active",
      verify: (delivery) => verifyP100Webhook(delivery, secretOf("p100")),
      read: {
        operationId: "getUserBalances",
        call: async (externalUserId) => {
          const { fiatBalances = [] } = await p100.getUserBalances({
            params: { path: { externalUserId } },
          });
          return `${fiatBalances.length} balances`;
        },
      },
    },
  ];
}
