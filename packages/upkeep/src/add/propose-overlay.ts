import { isObject, jsonPath, quoted } from "@countersign/spec/json";
import {
  CLIENT_METHODS,
  clientOperationsOf,
  type DocumentOperation,
} from "@countersign/spec/openapi";
import type { ProposedAction } from "./decision.ts";
import { nameCredentials } from "./name-credentials.ts";
import { nameEnvironments } from "./name-environments.ts";
import { nameOperations } from "./name-operations.ts";
import { type ChosenNames, NO_NAMES } from "./open-names.ts";
import { openSigning } from "./open-signing.ts";
import { credentialValueActions } from "./propose-credential-values.ts";
import { sensitiveProperties } from "./sensitive-properties.ts";

/**
 * Returns the overlay's actions for a document without `x-countersign-*` extensions: names for credentials and
 * servers, names for operations whose operationId is unusable, and marks on fields that are clearly personal.
 *
 * @param chosen - Names chosen by a person, which need no confirmation.
 * @param plain - Security schemes that are known not to be signatures.
 */
export function proposeOverlay(
  provider: string,
  document: object,
  chosen: ChosenNames = NO_NAMES,
  plain: ReadonlySet<string> = new Set(),
): ProposedAction[] {
  return [
    ...credentialActions(provider, document, { chosen, plain }),
    ...credentialValueActions(memberOf(memberOf(document, "components"), "securitySchemes")),
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
  { chosen: { credentials }, plain }: { chosen: ChosenNames; plain: ReadonlySet<string> },
): ProposedAction[] {
  const schemes = memberOf(memberOf(document, "components"), "securitySchemes");
  const likely = openSigning(document).requests.filter(({ isLikely }) => isLikely);
  return [...nameCredentials(provider, schemes)].map(([scheme, assumed]) => {
    const chosen = credentials.get(scheme);
    const isLikely = likely.some((each) => each.scheme === scheme) && !plain.has(scheme);
    const signature = isLikely ? signatureAdvice(scheme) : "";
    const name = `The client's option for ${JSON.stringify(scheme)} is called "${chosen ?? assumed}".`;
    const advice = chosen === undefined ? " Use the term in the provider's documentation." : "";
    return {
      target: jsonPath(["components", "securitySchemes", scheme]),
      description: "Names the client option that holds this scheme's value.",
      update: { "x-countersign-credential": chosen ?? assumed },
      ...(advice + signature !== "" && { question: name + advice + signature }),
    };
  });
}

function signatureAdvice(scheme: string): string {
  return (
    " Its value looks like a computed signature. If it is one, remove the provider and add it with " +
    `\`--signature ${scheme}=<how>\`, or describe it here with \`x-countersign-hmac\` instead (\`npx @countersign/cli vocabulary x-countersign-hmac\`).`
  );
}

function serverActions(document: object, { environments }: ChosenNames): ProposedAction[] {
  const servers: unknown = Reflect.get(document, "servers");
  const named = nameEnvironments(Array.isArray(servers) ? servers : []);
  const updates = named.flatMap(({ index, environment, isRecognized, url }) => {
    if (environment === undefined) return [];
    const chosen = environments.get(url);
    return {
      // By URL, so that a server that moves within the list keeps its name and a changed URL is noticed.
      target:
        named.filter((each) => each.url === url).length > 1
          ? jsonPath(["servers", index])
          : `$.servers[?@.url == ${quoted(url)}]`,
      description: "Names this server's environment.",
      update: { "x-countersign-environment": chosen ?? environment },
      ...(chosen === undefined && {
        question: isRecognized
          ? `The server ${url} is the environment "${environment}", going by its description or URL.`
          : `The server ${url} is called "${environment}", but upstream does not say which environment it is.`,
      }),
    };
  });
  // Last, because a removal shifts the servers after it in the list.
  return [
    ...updates,
    ...removals("$.servers", [servers], SERVER_OMITTED),
    ...ownRemovals(document),
  ];
}

const SERVER_OMITTED =
  "is omitted, because clients send credentials over https only. Add its https URL.";

/** Removes plain http servers from paths and operations, which may have their own. */
function ownRemovals(document: object): ProposedAction[] {
  const operations = operationsWithin(document);
  const items = new Set(operations.map(({ item }) => item));
  const question =
    "of some operations is omitted, because clients send credentials over https only. Without another, they use the document's servers. Add its https URL.";
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
    description: "Credentials are sent over TLS only, so a plain http server cannot be called.",
    question: `The server ${url} ${question}`,
  }));
}

function operationIdActions(document: object): ProposedAction[] {
  const everywhere = clientOperationsOf(document);
  const isShared = (own: DocumentOperation): boolean =>
    everywhere.some(({ item, path }) => item === own.item && path !== own.path);
  // A name would hold for each path that refers to the operation, and belongs to one only.
  const named = operationsWithin(document).filter((own) => !isShared(own));
  return nameOperations(named).map(({ path, method, given, operationId }) => ({
    target: jsonPath(["paths", path, method]),
    description:
      given === undefined
        ? "Upstream has no operationId here; this one is made from method and path."
        : "Upstream's operationId is not a valid method name, or belongs to another operation.",
    update: { operationId },
  }));
}

/** OpenAPI lets an operation inherit the document's security; our lint rules require it on each operation. */
function securityActions(document: object): ProposedAction[] {
  const withoutSecurity = operationsWithin(document).filter(
    ({ operation }) => operation.security === undefined && operation.responses !== undefined,
  );
  if (withoutSecurity.length === 0) return [];
  const security: unknown = Reflect.get(document, "security");
  const schemes = memberOf(memberOf(document, "components"), "securitySchemes");
  const isOpen = !Array.isArray(security) || security.length === 0;
  const hasUnused = isOpen && Object.keys(schemes).length > 0;
  return [
    {
      target: "$.paths.*[?@.responses && !@.security]",
      description:
        "States on each operation what it inherits, so that none is unprotected by oversight.",
      update: { security: Array.isArray(security) ? security : [] },
      ...(isOpen && {
        question:
          `${count(withoutSecurity.length, "operation says", "operations say")} nothing about credentials, so ` +
          `${withoutSecurity.length === 1 ? "its requests carry" : "their requests carry"} none. ` +
          (hasUnused
            ? "Name the scheme that they need."
            : "If they need one, declare a security scheme in overlay.yaml."),
      }),
    },
  ];
}

const EVIDENCE = "x-countersign-evidence";

function evidenceActions(document: object): ProposedAction[] {
  const operations = operationsWithin(document);
  const unmarked = operations.filter(({ operation }) => operation[EVIDENCE] === undefined);
  if (unmarked.length === 0) return [];
  const isAll = unmarked.length === operations.length;
  return [
    {
      target: isAll
        ? `$.paths.*[${CLIENT_METHODS.map(quoted).join(",")}]`
        : `$.paths.*[?@.responses && !@[${quoted(EVIDENCE)}]]`,
      description:
        "Declares how well operations are established; this document is the provider's own.",
      update: { [EVIDENCE]: "full" },
      question:
        "Every operation counts as fully established. If the document is not the provider's own, write `most` or `part`.",
    },
  ];
}

function sensitiveActions(document: object): ProposedAction[] {
  return sensitiveProperties(document).map(({ keys, names }) => ({
    target: `${jsonPath(keys)}[${names.map(quoted).join(",")}]`,
    description: "Personal or secret, judging by its name, and so kept out of logs.",
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

/**
 * Returns the operations that an overlay can change by path. One in a path item that is referred to has no such
 * location; the generator names it, if it has to.
 */
function operationsWithin(document: object): DocumentOperation[] {
  const paths = memberOf(document, "paths");
  return clientOperationsOf(document).filter(({ path }) => !("$ref" in memberOf(paths, path)));
}
