import { startSandbox } from "@countersign/sandbox";
import { createQashClient, type QashClient } from "countersign/qash";
import { refusalOf } from "./refusal-of.ts";

// Verifies people with Qash as an application does: it registers a person, sends the browser to Persona's page, and polls the
// user until it can act for them. Qash sends partners no webhooks.

/** What the application knows in the end. */
export interface QashReport {
  /** Status of the user, by what has happened to the verification. */
  readonly statuses: Readonly<Record<string, string | undefined>>;
  /** What the user's token shows. */
  readonly kyc: {
    readonly status: unknown;
    readonly rawStatus: unknown;
    readonly inquiry: unknown;
  };
  readonly account: { readonly description: unknown; readonly balance: unknown };
  /** How calls are refused, by what was tried: the status, and the message if Qash documents one. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** The options of a client that acts for the partner. */
interface Connection {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Takes users to every outcome, tries what is refused, and returns what the application has seen. */
export async function verifyWithQash(): Promise<QashReport> {
  await using sandbox = await startSandbox({ provider: "qash" });
  const connection = sandbox.connection<Connection>("qash");
  const qash = createQashClient(connection);
  const statuses: Record<string, string | undefined> = {};
  const refusals: Record<string, string> = {};

  // Nobody is registered yet.
  const nobody = "03384ada-a9c5-4c2e-a1bd-a13629ba060c";
  const other = createQashClient(sandbox.connection("qash"));
  refusals["reading an unknown user"] = await refusal(statusOf(qash, nobody));
  refusals["verifying an unknown user"] = await refusal(start(qash, nobody));
  refusals["a token for an unknown user"] = await refusal(tokenOf(qash, nobody));
  refusals["the verification of a user without one"] = await refusal(other.getUserKycStatus());

  // Persona needs a manual review before it approves the person.
  const juan = await register(qash, "juan@example.com");
  statuses.registered = await statusOf(qash, juan);
  const { inquiryId } = await start(qash, juan);
  refusals["a second start"] = await refusal(start(qash, juan));
  await sandbox.finish("qash", juan, "manual_review");
  statuses.reviewed = await statusOf(qash, juan);
  refusals["a token before approval"] = await refusal(tokenOf(qash, juan));
  await sandbox.finish("qash", juan, "approved");
  statuses.approved = await statusOf(qash, juan);

  // An approved user has a token, with which the application acts for them.
  const user = createQashClient({ ...connection, userToken: await tokenOf(qash, juan) });
  const { data: kyc } = await user.getUserKycStatus();
  const opened = await user.createUserAccount({ body: { description: "Savings", asset: "USDC" } });
  await sandbox.clock.advance(60 * 60 * 1000);
  refusals["a token after an hour"] = await refusal(user.getUserKycStatus());

  const ana = await register(qash, "ana@example.com");
  await start(qash, ana);
  await sandbox.finish("qash", ana, "failed");
  statuses.failed = await statusOf(qash, ana);
  refusals["a token after a failure"] = await refusal(tokenOf(qash, ana));

  await sandbox.finish("qash", juan, "suspended", { resource: "users" });
  statuses.suspended = await statusOf(qash, juan);
  refusals["a token after suspension"] = await refusal(tokenOf(qash, juan));

  // Another partner's key finds none of these users.
  const stranger = createQashClient(sandbox.connection<Connection>("qash", { account: "other" }));
  refusals["reading another partner's user"] = await refusal(statusOf(stranger, juan));

  return {
    statuses,
    kyc: {
      status: kyc?.status,
      rawStatus: kyc?.rawStatus,
      inquiry: kyc?.inquiryId === inquiryId ? "the one that was started" : kyc?.inquiryId,
    },
    account: { description: opened.description, balance: opened.balance },
    refusals,
  };
}

/** Registers a person and returns the user's ID. */
async function register(qash: QashClient, email: string): Promise<string> {
  const user = { userType: "personal", email, countryCode: "CO" } as const;
  const { data } = await qash.createPartnerUser({ body: user });
  return data.user?.id ?? "";
}

/** Starts the verification of a user, whose browser then goes to `verificationUrl`. */
function start(qash: QashClient, userId: string) {
  const person = { firstName: "Juan", lastName: "Pérez", email: "juan@example.com" };
  return qash.startPartnerKyc({ body: { userId, ...person } });
}

async function statusOf(qash: QashClient, userId: string): Promise<string | undefined> {
  const { data } = await qash.getPartnerUser({ params: { path: { userId } } });
  return data.user?.status;
}

async function tokenOf(qash: QashClient, userId: string): Promise<string> {
  const { accessToken = "" } = await qash.exchangePartnerUserToken({ body: { userId } });
  return accessToken;
}

/** Qash documents messages, but not where a body has them. The sandbox repeats them in a header. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const { status, response } = await refusalOf(call);
  const reason = response.headers.get("x-sandbox-reason") ?? "";
  return /^(User|KYC) /.test(reason) ? `${status} ${reason}` : String(status);
}
