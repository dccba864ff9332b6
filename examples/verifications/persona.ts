import { startSandbox } from "@countersign/sandbox";
import { createPersonaClient, type PersonaClient, verifyPersonaWebhook } from "countersign/persona";
import { refusalOf } from "./refusal-of.ts";
import { startReceiver } from "./start-receiver.ts";

// Verifies people with Persona as an application does: it creates an inquiry, sends the person to the link, hears of the
// outcome by webhook, and reads or decides the inquiry.

/** What the application knows in the end. */
export interface PersonaReport {
  /** Events of each inquiry with the status that they report, by what happened to it. */
  readonly events: Readonly<Record<string, readonly string[]>>;
  /** Status of each inquiry. */
  readonly statuses: Readonly<Record<string, string>>;
  /** Status of the response to a delivery that Persona has not signed. */
  readonly forged: number;
  /** Status and body of each refusal, by what was tried. */
  readonly refusals: Readonly<Record<string, string>>;
}

const DAY_IN_MS = 86_400_000;

/** Takes inquiries to every outcome, tries what is refused, and returns what the application has seen. */
export async function verifyWithPersona(): Promise<PersonaReport> {
  const heard = new Map<string, string[]>();
  let secret = "";
  let now = Date.now;
  await using receiver = await startReceiver(async (delivery) => {
    const { event, body } = await verifyPersonaWebhook(delivery, { secret, now: () => now() });
    switch (event) {
      case "inquiry.created":
      case "inquiry.started":
      case "inquiry.completed":
      case "inquiry.failed":
      case "inquiry.expired":
      case "inquiry.marked-for-review":
      case "inquiry.approved":
      case "inquiry.declined":
      case "inquiry.redacted": {
        const { id, attributes } = body.data.attributes.payload.data;
        heard.set(id, [...(heard.get(id) ?? []), `${event} (${attributes.status})`]);
      }
    }
  });

  await using sandbox = await startSandbox({
    provider: "persona",
    webhooks: { persona: receiver.url },
  });
  secret = sandbox.webhookSecret("persona");
  now = () => sandbox.clock.now();
  const persona = createPersonaClient(sandbox.connection("persona"));
  const ids: Record<string, string> = {};

  // One person does not open the link for a day, and continues after all.
  ids.late = await createInquiry(persona);
  const late = { path: { "inquiry-id": ids.late } };
  ids.decided = await createInquiry(persona);
  const decided = { path: { "inquiry-id": ids.decided } };
  await sandbox.finish("persona", ids.decided, "completed");
  await sandbox.clock.advance(DAY_IN_MS);
  const { data: expired } = await persona.getInquiry({ params: late });
  await persona.resumeInquiry({ params: late });

  // The application decides about the other by itself.
  await persona.markInquiryForReview({ params: decided });
  const comment = "Not the person on the document.";
  await persona.declineInquiry({ params: decided, body: { meta: { comment } } });

  // Persona's own simulation, which works on its servers as well.
  ids.simulated = await createInquiry(persona);
  const simulated = { path: { "inquiry-id": ids.simulated } };
  const actions = ["start_inquiry", "complete_inquiry", "approve_inquiry"] as const;
  await persona.performInquirySimulateActions({
    params: simulated,
    body: { meta: { "simulate-actions": actions.map((type) => ({ type })) } },
  });

  // The person is forgotten.
  ids.redacted = await createInquiry(persona);
  const redacted = { path: { "inquiry-id": ids.redacted } };
  await sandbox.finish("persona", ids.redacted, "completed");
  await persona.redactInquiry({ params: redacted });

  // The person, or Persona, brings the inquiry to its outcome.
  for (const outcome of [
    "completed",
    "failed",
    "expired",
    "needs_review",
    "approved",
    "declined",
  ]) {
    const id = await createInquiry(persona);
    ids[outcome] = id;
    await sandbox.finish("persona", id, outcome);
  }

  const statuses: Record<string, string> = { "late, after a day": expired.attributes.status };
  for (const [title, id] of Object.entries(ids)) {
    const { data } = await persona.getInquiry({ params: { path: { "inquiry-id": id } } });
    statuses[title] = data.attributes.status;
  }
  const { status: forged } = await fetch(receiver.url, { method: "POST", body: "{}" });
  const events = Object.entries(ids).map(([title, id]) => [title, heard.get(id) ?? []]);
  return {
    events: Object.fromEntries(events),
    statuses,
    forged,
    refusals: {
      "an inquiry that was never created": await refusal(
        persona.getInquiry({ params: { path: { "inquiry-id": "inq_unknown" } } }),
      ),
      "an inquiry without a template": await refusal(
        persona.createInquiry({ body: { data: { attributes: { note: "Without a template" } } } }),
      ),
      "a note with another filter": await refusal(
        persona.listInquiries({ params: { query: { filter: { note: "a", status: "created" } } } }),
      ),
      "marking a decided inquiry for review": await refusal(
        persona.markInquiryForReview({ params: decided }),
      ),
      "a second decision": await refusal(persona.approveInquiry({ params: decided })),
      "letting a decided inquiry expire": await refusal(persona.expireInquiry({ params: decided })),
      "resuming a redacted inquiry": await refusal(persona.resumeInquiry({ params: redacted })),
      "redacting an inquiry again": await refusal(persona.redactInquiry({ params: redacted })),
    },
  };
}

/** Creates an inquiry for a person, and returns its ID. The response also has the link for them. */
async function createInquiry(persona: PersonaClient): Promise<string> {
  const { data, meta } = await persona.createInquiry({
    body: {
      data: {
        attributes: {
          "inquiry-template-id": "itmpl_ABC123",
          "redirect-uri": "https://app.example/verified",
          fields: { "name-first": "Jane", "name-last": "Doe" },
        },
      },
      meta: { "auto-create-account-reference-id": "user_42", "auto-create-one-time-link": true },
    },
  });
  if (!URL.canParse(meta?.["one-time-link"] ?? "")) throw new Error(`${data.id} has no link.`);
  return data.id;
}

async function refusal(call: Promise<unknown>): Promise<string> {
  const { status, body } = await refusalOf(call);
  const { title, details } = Object(body).errors[0];
  return `${status} ${title}: ${details}`;
}
