import { startSandbox } from "@countersign/sandbox";
import { createInklinkClient, type InklinkClient, verifyInklinkWebhook } from "countersign/inklink";
import { refusalOf } from "./refusal-of.ts";
import { startReceiver } from "./start-receiver.ts";

// Verifies people with Inklink as an application does: it creates an inquiry, sends the person to the hosted app, hears of the
// outcome by webhook, and fetches the result.

/** What the application knows in the end. */
export interface InklinkReport {
  /** Events of each inquiry, and its result, by its kind and outcome. */
  readonly results: Readonly<Record<string, readonly string[]>>;
  /** What each version of the template is, the latest first. */
  readonly versions: readonly string[];
  /** What an inquiry has from the template: its version and its name. */
  readonly inherited: readonly string[];
  /** Status of the response to a delivery that Inklink has not signed. */
  readonly forged: number;
  /** Status and error of each refusal, by what was tried. */
  readonly refusals: Readonly<Record<string, string>>;
}

const RETURN_URL = "https://app.example/verified";

/** Takes inquiries to every outcome, tries what is refused, and returns what the application has seen. */
export async function verifyWithInklink(): Promise<InklinkReport> {
  const heard = new Map<string, string[]>();
  let secret = "";
  await using receiver = await startReceiver(async (delivery) => {
    const { event, body } = await verifyInklinkWebhook(delivery, { secret });
    if (event === null) return;
    const { inquiry_id: id, subject_id: subject } = body.data;
    heard.set(id, [...(heard.get(id) ?? []), `${event} of ${subject}`]);
  });

  await using sandbox = await startSandbox({
    provider: "inklink",
    webhooks: { inklink: receiver.url },
  });
  secret = sandbox.webhookSecret("inklink");
  const inklink = createInklinkClient(sandbox.connection("inklink"));
  const results: Record<string, readonly string[]> = {};
  const refusals: Record<string, string> = {};

  // KYC: the person is verified by documents.
  for (const outcome of ["manual_review", "approved", "rejected", "failed"]) {
    const body = { subject_id: `user_${outcome}`, return_url: RETURN_URL, level: 1 } as const;
    const { id = "" } = await inklink.createKycInquiry({ body });
    await sandbox.finish("inklink", id, outcome);
    const result = await inklink.getKycInquiryResult({ params: { path: { id } } });
    results[`KYC ${outcome}`] = [...(heard.get(id) ?? []), `result ${result.status}`];
  }

  // Web inquiries inherit from a template, once it is published. It has one draft at a time.
  const key = await createTemplate(inklink);
  const path = { key };
  refusals["an inquiry from a draft"] = await refusal(createWebInquiry(inklink, "user_1", key));
  await inklink.publishWebTemplate({ params: { path } });
  refusals["publishing a draft that is not there"] = await refusal(
    inklink.publishWebTemplate({ params: { path } }),
  );
  refusals["changing a draft that is not there"] = await refusal(
    inklink.updateWebTemplateDraft({ params: { path }, body: { name: "Later" } }),
  );
  await inklink.createWebTemplateDraft({ params: { path }, body: { name: "Statement of May" } });
  refusals["a second draft"] = await refusal(
    inklink.createWebTemplateDraft({ params: { path }, body: {} }),
  );
  const before = await inklink.getWebInquiry({
    params: { path: { id: await createWebInquiry(inklink, "user_2", key) } },
  });
  await inklink.publishWebTemplate({ params: { path } });
  const after = await inklink.getWebInquiry({
    params: { path: { id: await createWebInquiry(inklink, "user_2", key) } },
  });
  const { data: versions = [] } = await inklink.getWebTemplateVersions({ params: { path } });

  for (const outcome of ["processing", "manual_review", "approved", "rejected", "failed"]) {
    const id = await createWebInquiry(inklink, `user_${outcome}`, key);
    await sandbox.finish("inklink", id, outcome);
    const { result } = await inklink.getWebInquiry({ params: { path: { id } } });
    results[`Web ${outcome}`] = [...(heard.get(id) ?? []), `result ${result?.status}`];
  }

  refusals["the result of no inquiry"] = await refusal(
    inklink.getKycInquiryResult({ params: { path: { id: "kyc_iq_unknown" } } }),
  );
  refusals["no Web inquiry"] = await refusal(
    inklink.getWebInquiry({ params: { path: { id: "web_iq_unknown" } } }),
  );
  refusals["an unknown template"] = await refusal(
    inklink.getWebTemplateVersions({ params: { path: { key: "web_tpl_key_unknown" } } }),
  );
  refusals["a level and features"] = await refusal(
    inklink.createKycInquiry({
      body: { subject_id: "user_1", return_url: RETURN_URL, level: 1, features: {} },
    }),
  );
  refusals["a page after an unknown template"] = await refusal(
    inklink.listWebTemplates({ params: { query: { after_id: "web_tpl_unknown" } } }),
  );
  refusals["a new secret for no endpoint"] = await refusal(
    inklink.rotateWebhookEndpointSecret({ params: { path: { id: "wh_end_unknown" } } }),
  );
  const { status: forged } = await fetch(receiver.url, { method: "POST", body: "{}" });

  return {
    results,
    versions: versions.map(({ version, name, status, is_latest: isLatest }) =>
      [version, name, status, isLatest ? "latest" : "replaced"].join(", "),
    ),
    inherited: [before, after].map((inquiry) => `${inquiry.template_version}, ${inquiry.name}`),
    forged,
    refusals,
  };
}

/** Creates a template, which is a draft, and returns its key. */
async function createTemplate(inklink: InklinkClient): Promise<string> {
  const { key = "" } = await inklink.createWebTemplate({
    body: {
      name: "Statement",
      query: "Bank statement",
      start_url: "https://bank.example",
      return_url: RETURN_URL,
    },
  });
  return key;
}

/** Creates a Web inquiry from a template, and returns its ID. */
async function createWebInquiry(
  inklink: InklinkClient,
  subject: string,
  key: string,
): Promise<string> {
  const body = { subject_id: subject, template_key: key };
  const { id = "" } = await inklink.createWebInquiry({ body });
  return id;
}

async function refusal(call: Promise<unknown>): Promise<string> {
  const { status, body } = await refusalOf(call);
  const { code, message, details = [] } = Object(body).error;
  const fields = details.map(({ field }: { field: string }) => field);
  return [`${status} ${code}: ${message}`, ...fields].join(" ").trim();
}
