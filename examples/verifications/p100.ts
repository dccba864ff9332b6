import { startSandbox } from "@countersign/sandbox";
import { createP100Client, type P100Client, verifyP100Webhook } from "countersign/p100";
import { refusalOf } from "./refusal-of.ts";
import { startReceiver } from "./start-receiver.ts";

// Verifies people with P100 as an application does: with documents that it has collected itself (method A), or with a capture on
// a page that P100 hosts (method B). A webhook reports when the user is active.

/** What the application knows in the end. */
export interface P100Report {
  /** What happens to a user by method A. */
  readonly methodA: readonly string[];
  /** What happens to a user by method B. */
  readonly methodB: readonly string[];
  /** Status of the response to a delivery without the token. */
  readonly forged: number;
  /** Status and code of each refusal, by what was tried. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** Takes users through both methods, tries what is refused, and returns what the application has seen. */
export async function verifyWithP100(): Promise<P100Report> {
  let log: string[] = [];
  let secret = "";
  await using receiver = await startReceiver(
    async (delivery) => {
      // P100's events have no name: each comes to a path of its own.
      const { body } = await verifyP100Webhook(delivery, { secret });
      log.push(`received ${JSON.stringify(body)}`);
    },
    { accepted: 200, rejected: 401 },
  );

  await using sandbox = await startSandbox({ provider: "p100", webhooks: { p100: receiver.url } });
  secret = sandbox.webhookSecret("p100");
  const p100 = createP100Client(sandbox.connection("p100"));
  const refusals: Record<string, string> = {};

  // Method A: upload, then verify.
  await createUser(p100, "user-a");
  refusals["creating a user again"] = await refusal(createUser(p100, "user-a"));
  refusals["verifying without documents"] = await refusal(verify(p100, "user-a"));
  refusals["the KYC of a user without a capture"] = await refusal(statusOf(p100, "user-a"));
  await upload(p100, "user-a");
  await upload(p100, "user-a");
  log.push(`${(await verify(p100, "user-a")).message}`, await balancesOf(p100, "user-a"));
  refusals["verifying again too early"] = await refusal(verify(p100, "user-a"));
  await sandbox.finish("p100", "user-a", "active");
  log.push(await balancesOf(p100, "user-a"));
  refusals["verifying an active user"] = await refusal(verify(p100, "user-a"));
  const methodA = log;

  // Method B: the first capture is rejected, the second is approved.
  log = [];
  await createUser(p100, "user-b");
  const url = await capture(p100, "user-b");
  log.push(
    `page ${(await fetch(url)).status}`,
    `KYC ${JSON.stringify(await statusOf(p100, "user-b"))}`,
  );
  refusals["verifying before the capture is approved"] = await refusal(verify(p100, "user-b"));
  await sandbox.finish("p100", "user-b", "rejected");
  refusals["verifying with a rejected capture"] = await refusal(verify(p100, "user-b"));
  await capture(p100, "user-b");
  await sandbox.finish("p100", "user-b", "approved");
  log.push(`${(await verify(p100, "user-b")).message}`, await balancesOf(p100, "user-b"));
  await sandbox.finish("p100", "user-b", "active");
  log.push(await balancesOf(p100, "user-b"));

  refusals["verifying an unknown user"] = await refusal(verify(p100, "nobody"));
  refusals["the KYC of an unknown user"] = await refusal(statusOf(p100, "nobody"));
  const card = { externalUserId: "nobody", label: "Travel", pin: "4821" };
  refusals["a card for an unknown user"] = await refusal(p100.createVirtualCard({ body: card }));
  const page = pageOf(p100, { externalUserId: "nobody", verificationId: "none" });
  const { status, error } = await fetch(page).then(async (response) => ({
    status: response.status,
    error: Object(await response.json()),
  }));
  refusals["the page of an unknown user"] = `${status} ${error.errorCode} ${error.errorMessage}`;
  const { status: forged } = await fetch(receiver.url, { method: "POST", body: "{}" });

  return { methodA, methodB: log, forged, refusals };
}

function createUser(p100: P100Client, externalUserId: string) {
  const body = {
    externalUserId,
    citizenship: "PL",
    country: "PL",
    hasAcceptedP100Tc: true,
  } as const;
  return p100.createUser({ body });
}

function upload(p100: P100Client, externalUserId: string) {
  const files = new Blob(["%PDF-1.7"], { type: "application/pdf" });
  return p100.addKycFile({ params: { path: { externalUserId } }, body: { files } });
}

/** Starts a capture, and returns the page to open in the user's browser. */
async function capture(p100: P100Client, externalUserId: string): Promise<string> {
  const body = {
    externalUserId,
    documentType: "PASSPORT",
    country: "PL",
    incomeSource: "SALARY",
    occupation: "IT",
    additionalInfo: "I am a programmer",
    openAccountReason: "DAILY_USE",
  } as const;
  // The name of the ID is inferred: P100 does not document this response.
  const { verificationId } = await p100.createKycVerification({ body });
  return pageOf(p100, { externalUserId, verificationId: String(verificationId) });
}

function pageOf(
  p100: P100Client,
  path: { externalUserId: string; verificationId: string },
): string {
  return p100.redirectToKycVerification.url({ params: { path } });
}

function verify(p100: P100Client, externalUserId: string) {
  const body = { externalUserId, documentType: "PASSPORT", documentNumber: "6I12UQ171A" } as const;
  return p100.addUserVerification({ body });
}

function statusOf(p100: P100Client, externalUserId: string) {
  return p100.getKycStatus({ params: { path: { externalUserId } } });
}

async function balancesOf(p100: P100Client, externalUserId: string): Promise<string> {
  const params = { path: { externalUserId } };
  const { fiatBalances = [], cryptoBalances = [] } = await p100.getUserBalances({ params });
  const names = [...fiatBalances, ...cryptoBalances].map(({ name }) => name);
  return `balances: ${names.join(", ") || "none"}`;
}

async function refusal(call: Promise<unknown>): Promise<string> {
  const { status, body } = await refusalOf(call);
  return `${status} ${Object(body).errorCode}`;
}
