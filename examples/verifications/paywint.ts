import { startSandbox } from "@countersign/sandbox";
import { createPaywintClient, type PaywintClient } from "countersign/paywint";
import { refusalOf } from "./refusal-of.ts";
import { startReceiver } from "./start-receiver.ts";

// Verifies people and businesses with Paywint as an application does: it sends the person to the link, hears of news by
// webhook, and asks for the outcome. Paywint publishes neither how it signs events nor whom they are about, so an event proves
// nothing: it is a reason to ask.

/** What the application knows in the end. */
export interface PaywintReport {
  /** What happens to the KYC of a user, by its outcome. */
  readonly kyc: Readonly<Record<string, readonly string[]>>;
  /** What happens to the KYB of a user, by its outcome. */
  readonly kyb: Readonly<Record<string, readonly string[]>>;
  /** Number of users on the first page, on all pages, and in total. */
  readonly users: {
    readonly firstPage: number;
    readonly allPages: number;
    readonly total: unknown;
  };
  /** How calls are refused, by what was tried. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** Takes users to every outcome, tries what is refused, and returns what the application has seen. */
export async function verifyWithPaywint(): Promise<PaywintReport> {
  let log: string[] = [];
  const seen = new Set<string>();
  await using receiver = await startReceiver(async ({ body }) => {
    const { id, event, eventGeneratedTime } = JSON.parse(body.toString());
    if (seen.has(id)) return;
    seen.add(id);
    log.push(`received ${event} of ${new Date(eventGeneratedTime * 1000).toISOString()}`);
  });

  await using sandbox = await startSandbox({
    provider: "paywint",
    webhooks: { paywint: receiver.url },
    now: "2026-11-30T12:00:00Z",
  });
  const paywint = createPaywintClient(sandbox.connection("paywint"));

  const kyc: Record<string, readonly string[]> = {};
  for (const outcome of ["approved", "rejected", "failed"]) {
    log = [];
    const userId = await createUser(paywint);
    const link = await linkOf(paywint, userId);
    log.push(
      `the link leads to ${new URL(link ?? "").origin === sandbox.url ? "the sandbox" : link}`,
    );
    log.push(`the same link resumes: ${(await linkOf(paywint, userId)) === link}`);
    log.push(`KYC ${await kycOf(paywint, userId)}`);
    await sandbox.finish("paywint", userId, "pending");
    log.push(`KYC ${await kycOf(paywint, userId)}`);
    await sandbox.clock.advance(60 * 60 * 1000);
    await sandbox.finish("paywint", userId, outcome);
    log.push(`KYC ${await kycOf(paywint, userId)}`, `link ${await linkOf(paywint, userId)}`);
    await sandbox.clock.set(Date.parse("2026-11-30T12:00:00Z"));
    kyc[outcome] = log;
  }

  const kyb: Record<string, readonly string[]> = {};
  const refusals: Record<string, string> = {};
  for (const outcome of ["approved", "rejected"]) {
    log = [];
    const userId = await createUser(paywint);
    const path = { params: { path: { user_id: userId } } };
    refusals["a KYB that was not submitted"] = await refusal(paywint.getUserKyb(path));
    const { data: submitted } = await submitBusiness(paywint, userId);
    log.push(`${submitted?.business_name} ${submitted?.status}`);
    refusals["submitting a business again"] = await refusal(submitBusiness(paywint, userId));
    await sandbox.finish("paywint", userId, outcome, { resource: "kyb" });
    const { data: decided } = await paywint.getUserKyb(path);
    log.push(`${decided?.business_name} ${decided?.status}`);
    kyb[outcome] = log;
  }

  for (let count = 0; count < 7; count += 1) await createUser(paywint);
  const page = { rows_per_page: 10, page_no: 1 } as const;
  const { records, totalRecords } = await paywint.listUsers({ body: page });
  const users = new Set<string | undefined>();
  for await (const { user_id } of paywint.listUsers.items({ body: page })) users.add(user_id);

  const nobody = { params: { path: { user_id: "f47ac10b-58cc-4372-a567-0e02b2c3d479" } } };
  refusals["the KYC of an unknown user"] = await refusal(paywint.getUserKyc(nobody));
  refusals["an ID that is no UUID"] = await refusal(linkOf(paywint, "jane"));

  return {
    kyc,
    kyb,
    users: { firstPage: records?.length ?? 0, allPages: users.size, total: totalRecords },
    refusals,
  };
}

async function createUser(paywint: PaywintClient): Promise<string> {
  const { data } = await paywint.createUser({
    body: { name: "Jane Roe", email: "jane@example.com" },
  });
  return data?.user_id ?? "";
}

/** Returns the page to send the browser to, or null if nothing is left to do for the user. */
async function linkOf(paywint: PaywintClient, user_id: string): Promise<string | null> {
  const { data } = await paywint.getKycInquiryLink({ params: { path: { user_id } } });
  return data?.is_kyc_pending ? (data.inquiry_url ?? null) : null;
}

/** Returns the status of a user's KYC, or null if there is no record yet. */
async function kycOf(paywint: PaywintClient, user_id: string): Promise<string | null> {
  try {
    const { data } = await paywint.getUserKyc({ params: { path: { user_id } } });
    return data?.kyc_status ?? null;
  } catch (error) {
    if (paywint.getUserKyc.isError(error) && error.status === 404) return null;
    throw error;
  }
}

function submitBusiness(paywint: PaywintClient, user_id: string) {
  const body = {
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
  return paywint.submitUserKyb({ params: { path: { user_id } }, body });
}

/** Status 422 is the only one whose body Paywint documents. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const { status, body } = await refusalOf(call);
  if (status !== 422) return String(status);
  const [problem] = Object(body).detail;
  return `422 ${problem.loc.join(".") || problem.msg}`;
}
