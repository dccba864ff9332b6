import { isAuthenticated, type Model, type OperationModel } from "@countersign/spec/model";
import type { Evidence, Webhooks } from "@countersign/spec/vocabulary";
import { code, listed, prose } from "./markdown.ts";

/** Longer lists of events are collapsed. */
const MOST_EVENTS = 12;

/**
 * Returns a README's sections about an API, apart from its operations: environments, credentials, errors,
 * webhooks and evidence.
 */
export function readmeFacts(model: Model): string {
  return [
    `## Environments\n\n${environments(model)}`,
    `## Credentials\n\n${credentials(model)}`,
    `## Errors\n\n${errors(model)}`,
    `## Webhooks\n\n${webhooks(model)}`,
    `## Evidence\n\n${evidence(model)}`,
  ].join("\n\n");
}

function environments({ servers }: Model): string {
  if (servers.length === 0) return "The document declares no server: pass a `baseUrl`.";
  const lines = servers.flatMap(({ environment, url, description, variables }) => [
    `- ${code(environment)}, ${code(url)}${described(description)}`,
    ...variables.map(
      ({ name, values, default: usual, description: about }) =>
        `  - option ${code(name)} (${usual === undefined ? "required" : `default: ${code(usual)}`})${
          values === undefined ? "" : `: ${values.map(code).join(", ")}.`
        }${described(about, " ")}`,
    ),
  ]);
  const rest =
    servers.length === 1
      ? "The client calls it unless you pass a `baseUrl`."
      : "There is no default: choose one with `environment`.";
  return `${lines.join("\n")}\n\n${rest}`;
}

function credentials({ credentials: all, defaultHeaders, fixedHeaders }: Model): string {
  const lines = all.map(
    ({ name, required, use, description }) =>
      `- ${code(name)}${required ? "" : " (optional)"}. ${prose(use)}${described(description, " ")}`,
  );
  const sent =
    all.length === 0
      ? "The document requires no credentials."
      : `${lines.join("\n")}\n\nThis client sends only the headers that you pass. \`connect\` from the \`countersign\` package takes the\ncredentials as options with these names, and authenticates and signs every request.`;
  const headers = Object.entries(defaultHeaders).map(([name, value]) => {
    const use = fixedHeaders.includes(name)
      ? "which the types depend on"
      : "which you can override";
    return `${code(`${name}: ${value}`)}, ${use}`;
  });
  return headers.length === 0 ? sent : `${sent} Every request carries ${headers.join(", and ")}.`;
}

function described(description: string | undefined, before = ": "): string {
  const text = prose(description ?? "");
  return text === "" ? "" : `${before}${text}`;
}

function errors({ operations }: Model): string {
  const total = operations.length;
  const byStatus = [...errorStatuses(operations)].sort(([a], [b]) => a.localeCompare(b, "en"));
  const lines = byStatus.map(([status, count]) => {
    const share = count === total ? "every operation" : `${count} of ${total} operations`;
    return `- ${code(status)}: ${share}`;
  });
  const documented =
    lines.length === 0
      ? "The document describes no errors, so their bodies are not typed."
      : `Documented errors, typed as \`error\`:\n\n${lines.join("\n")}`;
  return `${documented}

Check \`response.ok\`, because the body of an error may be empty. The client does not follow redirects, since \`fetch\` would send
credentials and body to another host: a 3xx response is returned as an error.`;
}

/** Counts, for each error status, the operations that document it. */
function errorStatuses(operations: readonly OperationModel[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const status of operations.flatMap(errorStatusesOf)) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

function errorStatusesOf({ responses }: OperationModel): string[] {
  return responses.map(({ status }) => status).filter((status) => /^([45]|default$)/.test(status));
}

function webhooks({ events, webhooks: facts }: Model): string {
  if (events.length === 0) return "The document describes no webhooks.";
  const names = events.map(({ name }) => code(name)).join(", ");
  const count = events.length === 1 ? "One event" : `${events.length} events`;
  const list =
    events.length > MOST_EVENTS
      ? `<details><summary>${count}</summary>\n\n${names}\n\n</details>`
      : `${count}: ${names}.`;
  return `${list}\n\n${authenticity(facts)}`;
}

function authenticity(facts: Model["webhooks"]): string {
  if (facts?.signature !== undefined) {
    const { algorithm, header, pointer = "" } = facts.signature;
    const where =
      header === undefined ? `at ${code(pointer)} of the body` : `in the header ${code(header)}`;
    return `Deliveries are signed with an HMAC (${algorithm}) ${where}. \`verifyWebhook\` from the \`countersign\` package
verifies the signature and returns the typed event.${openName(facts)}`;
  }
  if (facts?.asymmetric !== undefined) {
    const { algorithm, header, kind } = facts.asymmetric;
    const what = kind === "jwt" ? "a JSON Web Token" : "a signature";
    return `Deliveries carry ${what} (${algorithm}) in the header ${code(header)}. \`verifyWebhookByKey\` from \`countersign/public-keys\`
verifies it with the provider's public key and returns the typed event.`;
  }
  if (facts?.token !== undefined) {
    return `Deliveries are not signed, but carry a token in the header ${code(facts.token.header)}. \`verifyWebhook\` from the \`countersign\`
package checks the token and returns the typed event.`;
  }
  return `The document does not say how deliveries are authenticated, so they cannot be verified: confirm what an event says
with an API call.`;
}

/** Returns a warning about event names that the signature does not cover. */
function openName(facts: Webhooks): string {
  const { event } = facts;
  if (event === undefined || isAuthenticated(event, facts)) return "";
  const where = "header" in event ? `the header ${code(event.header)}` : code(event.pointer);
  return ` It does not cover ${where}, so the name
of an event is not authenticated: anyone who has one delivery can send it under another name.`;
}

const EVIDENCE: Readonly<Record<Evidence, string>> = {
  full: "in full",
  most: "for the most part",
  part: "in part",
};

function evidence({ operations, version }: Model): string {
  const about = `The types describe version ${prose(version)}.`;
  const graded = operations.filter((operation) => operation.evidence !== undefined);
  if (graded.length === 0) {
    return `${about} The document does not record how well the provider documents each operation.`;
  }
  const counts = (["full", "most", "part"] as const)
    .map((grade) => ({ grade, count: graded.filter((each) => each.evidence === grade).length }))
    .filter(({ count }) => count > 0)
    .map(({ grade, count }) => `${count} ${EVIDENCE[grade]} (\`${grade}\`)`);
  return `${about} Of ${operations.length} operations, the provider documents ${listed(counts)}.
Descriptions note what is inferred.`;
}
