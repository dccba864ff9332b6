import type { Model, OperationModel } from "@countersign/spec/model";
import type { Evidence } from "@countersign/spec/vocabulary";
import { code, prose } from "./markdown.ts";

/** Longer lists of events are folded. */
const MOST_EVENTS = 12;

/**
 * Returns what a README says of an API besides its operations: environments, credentials, errors, webhooks,
 * and how well it is established.
 */
export function readmeFacts(model: Model): string {
  return [
    `## Environments\n\n${environments(model)}`,
    `## Credentials\n\n${credentials(model)}`,
    `## Errors\n\n${errors(model)}`,
    `## Webhooks\n\n${webhooks(model)}`,
    `## What is known\n\n${evidence(model)}`,
  ].join("\n\n");
}

function environments({ servers }: Model): string {
  if (servers.length === 0) return "The document names no server: give a `baseUrl`.";
  const lines = servers.map(
    ({ environment, url, description }) =>
      `- ${code(environment)}, ${code(url)}${told(description)}`,
  );
  const rest =
    servers.length === 1
      ? "It is called unless you give a `baseUrl`."
      : "There is no default: `environment` says which is called.";
  return `${lines.join("\n")}\n\n${rest}`;
}

function credentials({ credentials: all, defaultHeaders }: Model): string {
  const lines = all.map(
    ({ name, required, use, description }) =>
      `- ${code(name)}${required ? "" : " (optional)"}. ${prose(use)}${told(description, " ")}`,
  );
  const sent =
    all.length === 0
      ? "The document asks for none."
      : `${lines.join("\n")}\n\nThis client sends the headers that you give it. \`connect\` of the package \`countersign\` takes the\ncredentials as options of these names, and authenticates and signs each request itself.`;
  const headers = Object.entries(defaultHeaders).map(([name, value]) => code(`${name}: ${value}`));
  return headers.length === 0
    ? sent
    : `${sent} Every request carries ${headers.join(", ")} unless you give another value.`;
}

function told(description: string | undefined, before = ": "): string {
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
      : `Documented, and typed as \`error\`:\n\n${lines.join("\n")}`;
  return `${documented}

Decide by \`response.ok\`, because the body of an error may be empty. Redirects are not followed, since \`fetch\` would carry keys
and body to another host: a 3xx answer is returned as an error.`;
}

/** How many operations document each status of an error. */
function errorStatuses(operations: readonly OperationModel[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const status of operations.flatMap((operation) => operation.errorStatuses)) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

function webhooks({ events, webhooks: facts }: Model): string {
  if (events.length === 0) return "The document describes none.";
  const names = events.map(code).join(", ");
  const count = events.length === 1 ? "One event" : `${events.length} events`;
  const list =
    events.length > MOST_EVENTS
      ? `<details><summary>${count}</summary>\n\n${names}\n\n</details>`
      : `${count}: ${names}.`;
  return `${list}\n\n${authenticity(facts)}`;
}

function authenticity(facts: Model["webhooks"]): string {
  if (facts?.signature !== undefined) {
    const { algorithm, header } = facts.signature;
    return `Deliveries are signed: HMAC with ${algorithm} in the header ${code(header)}. \`verifyWebhook\` of the package \`countersign\`
checks that and returns the event, typed.`;
  }
  if (facts?.token !== undefined) {
    return `Deliveries are not signed; they carry a token in the header ${code(facts.token.header)}. \`verifyWebhook\` of the package
\`countersign\` compares it and returns the event, typed.`;
  }
  return `The document does not say how deliveries prove where they come from, so nothing can verify them: confirm by a call
what an event says.`;
}

const EVIDENCE: Readonly<Record<Evidence, string>> = {
  full: "in full",
  most: "for the most part",
  part: "in part",
};

function evidence({ operations, version }: Model): string {
  const about = `The types are those of version ${prose(version)}.`;
  const graded = operations.filter((operation) => operation.evidence !== undefined);
  if (graded.length === 0) {
    return `${about} How well the provider's documentation establishes each operation is not recorded.`;
  }
  const counts = (["full", "most", "part"] as const)
    .map((grade) => ({ grade, count: graded.filter((each) => each.evidence === grade).length }))
    .filter(({ count }) => count > 0)
    .map(({ grade, count }) => `${count} ${EVIDENCE[grade]} (\`${grade}\`)`);
  return `${about} The provider's documentation establishes, of ${operations.length} operations, ${listed(counts)}.
Descriptions say what is inferred.`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
