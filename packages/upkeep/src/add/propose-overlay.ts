import { isObject, jsonPath, quoted } from "@countersign/spec/json";
import { CLIENT_METHODS, clientOperationsOf } from "@countersign/spec/openapi";
import type { ProposedAction } from "./decision.ts";
import { nameCredentials } from "./name-credentials.ts";
import { nameEnvironments } from "./name-environments.ts";
import { nameOperations } from "./name-operations.ts";
import { type ChosenNames, NO_NAMES } from "./open-names.ts";
import { sensitiveProperties } from "./sensitive-properties.ts";

/**
 * Returns the overlay's actions for a document that says nothing of Countersign: what its schemes' values
 * and its servers are called, what its operations are called where their operationId cannot be a name, and
 * which fields are plainly personal.
 *
 * @param chosen - Names that a person has chosen, about which there is no question.
 */
export function proposeOverlay(
  provider: string,
  document: object,
  chosen: ChosenNames = NO_NAMES,
): ProposedAction[] {
  return [
    ...credentialActions(provider, document, chosen),
    ...serverActions(document, chosen),
    ...operationIdActions(document),
    ...securityActions(document),
    ...evidenceActions(document),
    ...sensitiveActions(document),
  ];
}

function credentialActions(
  provider: string,
  document: object,
  { credentials }: ChosenNames,
): ProposedAction[] {
  const schemes = memberOf(memberOf(document, "components"), "securitySchemes");
  return [...nameCredentials(provider, schemes)].map(([scheme, assumed]) => {
    const chosen = credentials.get(scheme);
    const signature = isComputed(schemes[scheme]) ? SIGNATURE : "";
    const name = `The client's option for ${JSON.stringify(scheme)} is called "${chosen ?? assumed}".`;
    const words = chosen === undefined ? " Choose the words of the provider's documentation." : "";
    return {
      target: jsonPath(["components", "securitySchemes", scheme]),
      description: "Names the client's option that holds this scheme's value.",
      update: { "x-countersign-credential": chosen ?? assumed },
      ...(words + signature !== "" && { question: name + words + signature }),
    };
  });
}

const SIGNATURE =
  " Its value looks like a computed signature: if it is, describe it with `x-countersign-hmac` instead (docs/vocabulary.md).";

function isComputed(scheme: unknown): boolean {
  if (!isObject(scheme) || scheme.type !== "apiKey" || scheme.in !== "header") return false;
  const { name, description } = scheme;
  return (
    /sign(ature|ed)?\b|hmac|digest/i.test(String(name)) ||
    /\bhmac\b|\bsignature\b/i.test(String(description ?? ""))
  );
}

function serverActions(document: object, { environments }: ChosenNames): ProposedAction[] {
  const servers: unknown = Reflect.get(document, "servers");
  const named = nameEnvironments(Array.isArray(servers) ? servers : []);
  const updates = named.flatMap(({ index, environment, isRecognized, url }) => {
    if (environment === undefined) return [];
    const chosen = environments.get(url);
    return {
      // An address that moves within the list keeps its name, and one that upstream changes is noticed.
      target:
        named.filter((each) => each.url === url).length > 1
          ? jsonPath(["servers", index])
          : `$.servers[?@.url == ${quoted(url)}]`,
      description: "Names the environment that this server is.",
      update: { "x-countersign-environment": chosen ?? environment },
      ...(chosen === undefined && {
        question: isRecognized
          ? `The server ${url} is the environment "${environment}", as upstream's words say.`
          : `The server ${url} is called "${environment}", though upstream does not say which environment it is.`,
      }),
    };
  });
  // By address, and last: a removal shifts what stands behind it in the list.
  return [
    ...updates,
    ...removals("$.servers", [servers], SERVER_LEFT_OUT),
    ...ownRemovals(document),
  ];
}

const SERVER_LEFT_OUT =
  "is left out, since clients send credentials over https only. Add its https address.";

/** Paths and operations may have servers of their own. */
function ownRemovals(document: object): ProposedAction[] {
  const operations = clientOperationsOf(document);
  const items = new Set(operations.map(({ item }) => item));
  const question =
    "of some operations is left out, since clients send credentials over https only: without another, they are called where all are. Add its https address.";
  return [
    ...removals(
      "$.paths.*.servers",
      [...items].map(({ servers }) => servers),
      question,
    ),
    ...removals(
      "$.paths.*.*.servers",
      operations.map(({ operation }) => operation.servers),
      question,
    ),
  ];
}

function removals(target: string, lists: readonly unknown[], question: string): ProposedAction[] {
  const named = lists.flatMap((list) => nameEnvironments(Array.isArray(list) ? list : []));
  const urls = new Set(named.filter(({ isRemoved }) => isRemoved).map(({ url }) => url));
  return [...urls].map((url) => ({
    target: `${target}[?@.url == ${quoted(url)}]`,
    description: "Credentials are sent over TLS only, so a server without it cannot be called.",
    question: `The server ${url} ${question}`,
  }));
}

function operationIdActions(document: object): ProposedAction[] {
  return nameOperations(clientOperationsOf(document)).map(
    ({ path, method, given, operationId }) => ({
      target: jsonPath(["paths", path, method]),
      description:
        given === undefined
          ? "Upstream gives the operation no operationId; method and path make one."
          : "Upstream's operationId cannot be the name of a method, or is another operation's.",
      update: { operationId },
    }),
  );
}

/** OpenAPI lets an operation inherit the document's security; here each says its own. */
function securityActions(document: object): ProposedAction[] {
  const silent = clientOperationsOf(document).filter(
    ({ operation }) => operation.security === undefined && operation.responses !== undefined,
  );
  if (silent.length === 0) return [];
  const security: unknown = Reflect.get(document, "security");
  const schemes = memberOf(memberOf(document, "components"), "securitySchemes");
  const isOpen = !Array.isArray(security) || security.length === 0;
  const hasUnused = isOpen && Object.keys(schemes).length > 0;
  return [
    {
      target: "$.paths.*[?@.responses && !@.security]",
      description: "Says of each operation what it inherits, so that none is open by oversight.",
      update: { security: Array.isArray(security) ? security : [] },
      ...(isOpen && {
        question:
          `${count(silent.length, "operation says", "operations say")} nothing about credentials, so ` +
          `${silent.length === 1 ? "its requests carry" : "their requests carry"} none. ` +
          (hasUnused
            ? "Name the scheme that they need."
            : "Declare a security scheme, by the overlay, if they need one."),
      }),
    },
  ];
}

const EVIDENCE = "x-countersign-evidence";

function evidenceActions(document: object): ProposedAction[] {
  const operations = clientOperationsOf(document);
  const silent = operations.filter(({ operation }) => operation[EVIDENCE] === undefined);
  if (silent.length === 0) return [];
  const isAll = silent.length === operations.length;
  return [
    {
      target: isAll
        ? `$.paths.*[${CLIENT_METHODS.map(quoted).join(",")}]`
        : `$.paths.*[?@.responses && !@[${quoted(EVIDENCE)}]]`,
      description: "Says how well operations are established; this document is the provider's own.",
      update: { [EVIDENCE]: "full" },
      question:
        "Every operation counts as established in full. Say `most` or `part` where the document is not the provider's own.",
    },
  ];
}

function sensitiveActions(document: object): ProposedAction[] {
  return sensitiveProperties(document).map(({ keys, names }) => ({
    target: `${jsonPath(keys)}[${names.map(quoted).join(",")}]`,
    description: "Personal or secret by its name, so it is kept out of logs.",
    update: { "x-countersign-sensitive": true },
  }));
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function memberOf(value: unknown, key: string): Record<string | number, unknown> {
  const member: unknown = isObject(value) ? value[key] : undefined;
  return isObject(member) ? member : {};
}
