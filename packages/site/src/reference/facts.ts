import {
  eventsOf,
  type OpenApiDocument,
  type OperationEntry,
  operationsOf,
  type SecurityScheme,
} from "../document/document.ts";
import { plainText } from "../markdown/provider-text.ts";
import { type Anchors, tagOf } from "./anchors.ts";

/** Facts about a provider that the site shows outside its reference. */
export interface Facts {
  /** The provider's folder: `paywint`. */
  readonly name: string;
  readonly title: string;
  /** The beginning of its description, as plain text. */
  readonly summary: string;
  readonly apiVersion: string;
  readonly packageName: string;
  readonly packageVersion: string;
  readonly environments: readonly Environment[];
  readonly credentials: readonly Credential[];
  /** How webhook deliveries are authenticated, if known. */
  readonly webhooks: string | undefined;
  readonly operations: readonly Listed[];
  readonly events: readonly Listed[];
  /** Number of operations by evidence. */
  readonly evidence: Readonly<Record<string, number>>;
}

/** A server of the API. */
export interface Environment {
  /** Value of the client's option `environment`; undefined if the document does not name the server. */
  readonly name: string | undefined;
  readonly url: string;
}

/** A credential of the client. */
export interface Credential {
  /** Name of the client's option. */
  readonly option: string;
  /** How it is sent, such as "in header `X-Api-Key`". */
  readonly where: string;
}

/** An operation or an event in a list. */
export interface Listed {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly anchor: string;
}

/** The package that a document belongs to. */
export interface PackageFacts {
  readonly name: string;
  readonly packageName: string;
  readonly packageVersion: string;
}

/** Returns the facts about a provider in its document. */
export function toFacts(
  document: OpenApiDocument,
  { anchors, ...of }: PackageFacts & { readonly anchors: Anchors },
): Facts {
  const operations = operationsOf(document);
  const { info } = document;
  return {
    ...of,
    title: info.title,
    summary: beginning(info.description ?? ""),
    apiVersion: info.version,
    environments: (document.servers ?? []).map(({ url, ...server }) => ({
      name: server["x-countersign-environment"],
      url,
    })),
    credentials: Object.entries(document.components?.securitySchemes ?? {}).map(toCredential),
    webhooks: webhookAuthentication(document),
    operations: operations.map((each) => listed(each, anchors.operation(each))),
    events: eventsOf(document).map((each) => listed(each, anchors.event(each))),
    evidence: countBy(operations, (each) => each.operation["x-countersign-evidence"] ?? "unstated"),
  };
}

function listed(entry: OperationEntry, anchor: string): Listed {
  const { id, method, path, operation } = entry;
  return { id, method, path, summary: operation.summary ?? id, tag: tagOf(entry), anchor };
}

/** A shorter first sentence is a mere name, so the summary includes the second one too. */
const MIN_SUMMARY_LENGTH = 50;

/** Returns the first one or two sentences of Markdown, as plain text. A sentence ends at a full stop before a capital letter or the end. */
function beginning(markdown: string): string {
  const paragraph =
    plainText(markdown)
      .trim()
      .split(/\n\s*\n/)[0] ?? "";
  const line = paragraph.replace(/\s+/g, " ");
  const [first = line, second] = line.match(/.+?[.!?](?=\s+[A-Z]|$)/g) ?? [];
  return first.length < MIN_SUMMARY_LENGTH && second !== undefined ? first + second : first;
}

function toCredential([name, scheme]: [string, SecurityScheme]): Credential {
  const hmac = scheme["x-countersign-hmac"];
  const option = scheme["x-countersign-credential"] ?? name;
  if (hmac !== undefined) {
    return { option: name, where: `HMAC-${hmac.algorithm} signature in header \`${scheme.name}\`` };
  }
  const value = scheme["x-countersign-value"];
  if (value !== undefined) {
    const header = scheme.name ?? "Authorization";
    return {
      option,
      where: `in header \`${header}\` as \`${value.replace("{credential}", "…")}\``,
    };
  }
  if (scheme.type === "apiKey") return { option, where: `in ${scheme.in} \`${scheme.name}\`` };
  if (scheme.type === "http" && scheme.scheme === "basic") {
    return { option: "username, password", where: "with HTTP basic authentication" };
  }
  return { option, where: "as a bearer token in header `Authorization`" };
}

function webhookAuthentication(document: OpenApiDocument): string | undefined {
  const { signature, asymmetric, token } = document["x-countersign-webhooks"] ?? {};
  if (signature !== undefined) {
    const { algorithm, header, pointer } = signature;
    const where =
      header === undefined ? `at \`${pointer}\` of the body` : `in header \`${header}\``;
    return `HMAC-${algorithm} signature ${where}`;
  }
  if (asymmetric !== undefined) {
    const { kind, algorithm, header } = asymmetric;
    return `${algorithm} ${kind === "jwt" ? "token" : "signature"} in header \`${header}\``;
  }
  return token === undefined ? undefined : `fixed token in header \`${token.header}\``;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}
