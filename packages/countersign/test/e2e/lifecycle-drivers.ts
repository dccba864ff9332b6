import { randomUUID } from "node:crypto";
import type { Sandbox } from "@countersign/sandbox";
import { HttpError } from "../../src/errors/errors.ts";
import { createInklinkClient } from "../../src/providers/inklink.ts";
import { createP100Client } from "../../src/providers/p100.ts";
import { createPaywintClient, type PaywintClient } from "../../src/providers/paywint.ts";
import { createPersonaClient } from "../../src/providers/persona.ts";
import { createQashClient } from "../../src/providers/qash.ts";
import type { machines } from "./lifecycle-machines.ts";

/** Drives a lifecycle through the client of its provider. */
export interface Driver {
  /** Starts a verification, and returns its ID. */
  create(): Promise<string>;
  /** Makes the calls of the machine. */
  readonly calls: Readonly<Record<string, (id: string) => Promise<unknown>>>;
  /** Returns the state that the API shows. */
  read(id: string): Promise<string | undefined>;
}

type SimulatedAction = "start_inquiry" | "complete_inquiry" | "fail_inquiry" | "decline_inquiry";

const RETURN_URL = "https://app.example/verified";

const BUSINESS = {
  business_name: "Roe Traders LLC",
  business_phone: "9876543210",
  address: "123 Example Street",
  city: "Springfield",
  state: "IL",
  zip: "62701",
  country: "US",
  mcc: "5734",
  entity_type: "ent1",
  formation_date: "2020-01-31",
  ein: "00-1234567",
  document_1: "https://files.example.com/articles.pdf",
  document_2: "https://files.example.com/ein-letter.pdf",
};

const CAPTURE = {
  documentType: "PASSPORT",
  country: "PL",
  incomeSource: "SALARY",
  occupation: "IT",
  additionalInfo: "I am a programmer",
  openAccountReason: "DAILY_USE",
} as const;

function drivePersona(sandbox: Sandbox): Driver {
  const persona = createPersonaClient(sandbox.connection("persona"));
  const at = (id: string) => ({ params: { path: { "inquiry-id": id } } });
  const simulate =
    (...actions: readonly SimulatedAction[]) =>
    (id: string) =>
      persona.performInquirySimulateActions({
        ...at(id),
        body: { meta: { "simulate-actions": actions.map((type) => ({ type })) } },
      });
  return {
    async create() {
      const attributes = { "inquiry-template-id": "itmpl_ABC123" };
      const { data } = await persona.createInquiry({ body: { data: { attributes } } });
      return data.id;
    },
    calls: {
      start: simulate("start_inquiry"),
      complete: simulate("complete_inquiry"),
      fail: simulate("fail_inquiry"),
      startAndDecline: simulate("start_inquiry", "decline_inquiry"),
      markForReview: (id) => persona.markInquiryForReview(at(id)),
      approve: (id) => persona.approveInquiry({ ...at(id), body: {} }),
      decline: (id) => persona.declineInquiry({ ...at(id), body: {} }),
      expire: (id) => persona.expireInquiry(at(id)),
      resume: (id) => persona.resumeInquiry(at(id)),
      redact: (id) => persona.redactInquiry(at(id)),
      addTag: (id) => persona.addInquiryTag({ ...at(id), body: { meta: { "tag-name": "vip" } } }),
      makeLink: (id) => persona.generateInquiryOneTimeLink({ ...at(id), body: {} }),
    },
    async read(id) {
      const { data } = await persona.getInquiry(at(id));
      return data.attributes.status;
    },
  };
}

function driveInklinkKyc(sandbox: Sandbox): Driver {
  const inklink = createInklinkClient(sandbox.connection("inklink"));
  const read = (id: string) => inklink.getKycInquiryResult({ params: { path: { id } } });
  return {
    async create() {
      const body = { subject_id: "user_42", return_url: RETURN_URL, level: 1 } as const;
      const { id = "" } = await inklink.createKycInquiry({ body });
      return id;
    },
    calls: { readAnother: (id) => read(`${id}x`) },
    async read(id) {
      const { status } = await read(id);
      return typeof status === "string" ? status : undefined;
    },
  };
}

function driveInklinkWeb(sandbox: Sandbox): Driver {
  const inklink = createInklinkClient(sandbox.connection("inklink"));
  const read = (id: string) => inklink.getWebInquiry({ params: { path: { id } } });
  return {
    async create() {
      const body = { subject_id: "user_42", return_url: RETURN_URL };
      const { id = "" } = await inklink.createWebInquiry({ body });
      return id;
    },
    calls: { readAnother: (id) => read(`${id}x`) },
    read: async (id) => (await read(id)).result?.status,
  };
}

function driveInklinkTemplate(sandbox: Sandbox): Driver {
  const inklink = createInklinkClient(sandbox.connection("inklink"));
  const at = (key: string) => ({ params: { path: { key } } });
  return {
    async create() {
      const { key = "" } = await inklink.createWebTemplate({
        body: { query: "Statement", start_url: "https://bank.example", return_url: RETURN_URL },
      });
      return key;
    },
    calls: {
      publish: (key) => inklink.publishWebTemplate(at(key)),
      draft: (key) => inklink.createWebTemplateDraft({ ...at(key), body: {} }),
      update: (key) => inklink.updateWebTemplateDraft({ ...at(key), body: { name: "Later" } }),
      use: (key) =>
        inklink.createWebInquiry({ body: { subject_id: "user_42", template_key: key } }),
    },
    async read(key) {
      const { data = [] } = await inklink.getWebTemplateVersions(at(key));
      const published = data.filter(({ status }) => status === "published");
      const [draft] = data.filter(({ status }) => status === "draft");
      const latest = data.filter((version) => version.is_latest).map(({ version }) => version);
      // Only the newest published version is the latest.
      if (String(latest) !== (published.length === 0 ? "" : String(published.length))) return "?";
      return `${published.length}${draft === undefined ? "" : "d"}`;
    },
  };
}

function driveQash(sandbox: Sandbox): Driver {
  const qash = createQashClient(sandbox.connection("qash"));
  const person = { firstName: "Juan", lastName: "Pérez", email: "juan@example.com" };
  const begin = (userId: string) => qash.startPartnerKyc({ body: { userId, ...person } });
  return {
    async create() {
      const user = { userType: "personal", email: person.email, countryCode: "CO" } as const;
      const { data } = await qash.createPartnerUser({ body: user });
      const { id = "" } = data.user ?? {};
      await begin(id);
      return id;
    },
    calls: {
      startAgain: begin,
      token: (userId) => qash.exchangePartnerUserToken({ body: { userId } }),
    },
    async read(userId) {
      const { data } = await qash.getPartnerUser({ params: { path: { userId } } });
      return data.user?.status;
    },
  };
}

function drivePaywintKyc(sandbox: Sandbox): Driver {
  const paywint = createPaywintClient(sandbox.connection("paywint"));
  const at = (id: string) => ({ params: { path: { user_id: id } } });
  return {
    create: async () => {
      const id = await createPaywintUser(paywint);
      await paywint.getKycInquiryLink(at(id));
      return id;
    },
    calls: {
      link: (id) => paywint.getKycInquiryLink(at(id)),
      readAnother: () => paywint.getUserKyc(at(randomUUID())),
    },
    async read(id) {
      try {
        const { data } = await paywint.getUserKyc(at(id));
        return data?.kyc_status;
      } catch (error) {
        // There is no record before the person applies.
        if (error instanceof HttpError && error.status === 404) return "created";
        throw error;
      }
    },
  };
}

function drivePaywintKyb(sandbox: Sandbox): Driver {
  const paywint = createPaywintClient(sandbox.connection("paywint"));
  const at = (id: string) => ({ params: { path: { user_id: id } } });
  const submit = (id: string) => paywint.submitUserKyb({ ...at(id), body: BUSINESS });
  return {
    async create() {
      const id = await createPaywintUser(paywint);
      await submit(id);
      return id;
    },
    calls: { submitAgain: submit },
    async read(id) {
      const { data } = await paywint.getUserKyb(at(id));
      return data?.status;
    },
  };
}

async function createPaywintUser(paywint: PaywintClient): Promise<string> {
  const person = { name: "Jane Roe", email: "jane@example.com" };
  const { data } = await paywint.createUser({ body: person });
  return data?.user_id ?? "";
}

function driveP100(sandbox: Sandbox): Driver {
  const p100 = createP100Client(sandbox.connection("p100"));
  const at = (id: string) => ({ params: { path: { externalUserId: id } } });
  return {
    async create() {
      const externalUserId = randomUUID();
      const user = { citizenship: "PL", country: "PL", hasAcceptedP100Tc: true } as const;
      await p100.createUser({ body: { externalUserId, ...user } });
      return externalUserId;
    },
    calls: {
      upload: (id) =>
        p100.addKycFile({
          ...at(id),
          body: { files: new Blob(["%PDF-1.7"], { type: "application/pdf" }) },
        }),
      capture: (externalUserId) =>
        p100.createKycVerification({ body: { externalUserId, ...CAPTURE } }),
      verify: (externalUserId) =>
        p100.addUserVerification({
          body: { externalUserId, documentType: "PASSPORT", documentNumber: "6I12UQ171A" },
        }),
    },
    async read(id) {
      const { fiatBalances = [] } = await p100.getUserBalances(at(id));
      if (fiatBalances.length > 0) return "balances";
      try {
        await p100.getKycStatus(at(id));
        return "capture";
      } catch (error) {
        if (error instanceof HttpError && error.status === 404) return "no capture";
        throw error;
      }
    },
  };
}

/** The driver of each machine. */
export const drivers = {
  personaInquiry: drivePersona,
  inklinkKyc: driveInklinkKyc,
  inklinkWeb: driveInklinkWeb,
  inklinkTemplate: driveInklinkTemplate,
  qashKyc: driveQash,
  paywintKyc: drivePaywintKyc,
  paywintKyb: drivePaywintKyb,
  p100User: driveP100,
} satisfies Record<keyof typeof machines, (sandbox: Sandbox) => Driver>;
