import type { Cursor } from "../openapi/cursor.ts";
import { eventStreamOf } from "../openapi/event-streams.ts";
import {
  isEventStream,
  requestMediaType,
  responseType,
  successContents,
} from "../openapi/media-types.ts";
import { CLIENT_METHODS, METHODS } from "../openapi/methods.ts";
import { decodedPairs, splitPath } from "../openapi/path-query.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { Evidence } from "../vocabulary/vocabulary.ts";
import { toBodies } from "./bodies.ts";
import { toEncodings } from "./encodings.ts";
import { headerName } from "./header-name.ts";
import { methodNames, type NamedOperation } from "./method-names.ts";
import type { EventStreamModel, OperationModel, ResponseModel } from "./model.ts";
import { toPagination } from "./pagination.ts";
import { toParameterStyle } from "./parameter-styles.ts";
import { type DeclaredParameter, declaredParameters, toParameters } from "./parameters.ts";
import { assertPath } from "./paths.ts";
import { type ServerContext, serversOf } from "./servers.ts";
import type { WarningCollector } from "./warnings.ts";

const UNSUPPORTED = METHODS.filter((method) => !CLIENT_METHODS.includes(method));

/** Returns the operations of a document, sorted by method name. Collects the problems of each. */
export function toOperations(root: Cursor, context: ServerContext): OperationModel[] {
  const { problems } = context;
  const items = root
    .at("paths")
    .entries()
    .filter(([path]) => !path.startsWith("x-"));
  const found = items.flatMap(([path, item]) =>
    problems.for({ path }).attempt(() => operationsOf(path, item, problems), []),
  );
  checkUnique(found, problems);
  checkDifferentRequests(found, problems);
  const hasWebhooks = root.at("webhooks").entries().length > 0;
  const isEmpty = items.every(([, item]) => METHODS.every((method) => !item.at(method).exists));
  if (isEmpty && !hasWebhooks) {
    root.fail("The document has no operations.", "Add an operation below `paths`, or a webhook.");
  }
  const names = methodNames(found);
  return found
    .map((operation, index) => toOperation(root, { ...operation, id: names[index] ?? "" }, context))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Found extends NamedOperation {
  readonly cursor: Cursor;
  readonly item: Cursor;
}

function operationsOf(path: string, item: Cursor, problems: ProblemCollector): Found[] {
  assertPath(path, item);
  for (const method of UNSUPPORTED) {
    const own = problems.for({ path, method });
    own.attempt(() => assertUnsupported(item.at(method), method), undefined);
  }
  const others = "additionalOperations";
  problems.attempt(() => assertUnsupported(item.at(others), others), undefined);
  return CLIENT_METHODS.flatMap((method) => {
    const cursor = item.at(method);
    const id = (): string | undefined => cursor.at("operationId").optionalString();
    const operationId = problems.for({ path, method }).attempt(id, undefined);
    return cursor.exists ? [{ operationId, method, path, item, cursor }] : [];
  });
}

/** Checks that operationIds are unique, as OpenAPI requires; links and tools rely on them. */
function checkUnique(operations: readonly Found[], problems: ProblemCollector): void {
  const byId = new Map<string, Found>();
  for (const operation of operations) {
    const { operationId, cursor, path, method } = operation;
    if (operationId === undefined) continue;
    const other = byId.get(operationId);
    if (other === undefined) {
      byId.set(operationId, operation);
      continue;
    }
    const used = `${other.method.toUpperCase()} ${other.path}`;
    const message = `The operationId "${operationId}" is already used by ${used}.`;
    const remedy = "Give each operation a unique operationId.";
    problems.for({ path, method }).add(cursor.problem(message, remedy));
  }
}

/** Checks that no two operations send the same: a query that is written in another order is the same query. */
function checkDifferentRequests(operations: readonly Found[], problems: ProblemCollector): void {
  const byRequest = new Map<string, Found>();
  for (const operation of operations) {
    const { cursor, path, method } = operation;
    const { template, query } = splitPath(path);
    const request = `${method} ${template}?${[...query].sort().join("&")}`;
    const other = byRequest.get(request);
    if (other === undefined) {
      byRequest.set(request, operation);
      continue;
    }
    const message = `The operation sends the same as ${method.toUpperCase()} ${other.path}.`;
    const remedy = "Remove one of the two, or give their queries different values.";
    problems.for({ path, method }).add(cursor.problem(message, remedy));
  }
}

/** Refuses what a client would silently ignore. */
function assertUnsupported(cursor: Cursor, key: string): void {
  if (!cursor.exists) return;
  cursor.fail(
    `\`${key}\` is not supported here.`,
    "Remove it; if the document is upstream's, remove it in overlay.yaml.",
  );
}

function toOperation(
  root: Cursor,
  { id, cursor, item, path, method }: Found & { readonly id: string },
  { problems: all, warnings, taken }: ServerContext,
): OperationModel {
  const problems = all.for({ path, method });
  const part = <T, F>(work: () => T, fallback: F): T | F => problems.attempt(work, fallback);
  const security = cursor.at("security");
  const servers = cursor.at("servers").exists ? cursor.at("servers") : item.at("servers");
  const declared = declaredParameters({ path, item, operation: cursor, problems, warnings });
  problems.attemptEach(declared, (each) => assertNotInPath(path, each));
  const parameters = declared.map((each) => each.cursor);
  const mediaType = part(() => requestMediaType(cursor), undefined);
  const styles = problems.attemptEach(declared, toParameterStyle).flat();
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary: part(() => warnings.text(cursor.at("summary"), "`summary`"), undefined),
    description: part(() => warnings.text(cursor.at("description"), "`description`"), undefined),
    deprecated: cursor.at("deprecated").value === true,
    documentation: part(() => documentation(cursor, warnings), undefined),
    tags: part(() => toTags(cursor.at("tags"), warnings), []),
    security: part(() => toRequirements(security.value ? security : root.at("security")), []),
    servers: part(() => serversOf(servers, { problems, warnings, taken }), []),
    parameters: toParameters(path, declared),
    isBodyRequired: part(() => cursor.at("requestBody").at("required").value === true, false),
    requestBodies: part(() => toBodies(cursor.at("requestBody")), []),
    requestMediaType: mediaType,
    encodings: part(() => toEncodings(cursor.at("requestBody"), mediaType), []),
    responseType: part(() => responseType(cursor), undefined),
    eventStream: part(() => eventStream(cursor), undefined),
    idempotencyHeader: part(() => idempotencyHeader(parameters), undefined),
    isBrowserPage: part(() => isBrowserPage(cursor, { method, declared, styles }), false),
    styles,
    responses: part(() => toResponses(cursor), []),
    pagination: part(() => toPagination(cursor, parameters), undefined),
    // The vocabulary's schema has validated it.
    evidence: cursor.at("x-countersign-evidence").value as Evidence | undefined,
  };
}

/** Refuses a parameter that would be sent twice. */
function assertNotInPath(path: string, { in: location, name, cursor }: DeclaredParameter): void {
  const sent = decodedPairs(splitPath(path).query);
  if (location !== "query" || !sent.some(([own]) => own === name)) return;
  cursor.fail(
    `The path already sends the query parameter "${name}".`,
    "Remove the parameter, or the query of the path.",
  );
}

/** A browser sends neither credentials nor headers of ours. */
function isBrowserPage(
  operation: Cursor,
  request: {
    method: string;
    declared: readonly DeclaredParameter[];
    styles: readonly unknown[];
  },
): boolean {
  const flag = operation.at("x-countersign-browser-page");
  if (!flag.exists) return false;
  const security = operation.at("security");
  const isOpen = security.value && toRequirements(security).every(({ length }) => length === 0);
  const { method, declared, styles } = request;
  const isInUrl = declared.every((each) => /^(path|query)$/.test(each.in));
  if (method.toUpperCase() !== "GET" || !isOpen || !isInUrl || styles.length > 0) {
    flag.fail(
      "A browser page must be a GET operation without security and with plain path and query parameters.",
      "Remove `x-countersign-browser-page`, or write `security: []` if the operation needs no credentials.",
    );
  }
  return true;
}

function toResponses(operation: Cursor): ResponseModel[] {
  return operation
    .at("responses")
    .entries()
    .filter(([status]) => !status.startsWith("x-"))
    .map(([status, response]) => ({ status, bodies: toBodies(response) }));
}

function eventStream(operation: Cursor): EventStreamModel | undefined {
  const contents = successContents(operation).flat();
  const [, media] = contents.find(([type]) => isEventStream(type)) ?? [];
  if (media === undefined) return undefined;
  const otherTypes = contents.map(([type]) => type).filter((type) => !isEventStream(type));
  return { text: eventStreamOf(media).text, otherTypes: [...new Set(otherTypes)] };
}

function idempotencyHeader(parameters: readonly Cursor[]): string | undefined {
  const marked = parameters.filter((each) => each.at("x-countersign-idempotency").exists);
  const [parameter, other] = marked;
  if (parameter === undefined) return undefined;
  if (other !== undefined || parameter.at("in").string() !== "header") {
    return (other ?? parameter).fail(
      "An operation can have only one idempotency key, which must be a header parameter.",
      "Keep `x-countersign-idempotency` on one header parameter only.",
    );
  }
  return headerName(parameter.at("name"));
}

function documentation(operation: Cursor, warnings: WarningCollector): string | undefined {
  const cursor = operation.at("externalDocs").at("url");
  const link = warnings.text(cursor, "`externalDocs.url`");
  if (link === undefined) return undefined;
  if (URL.canParse(link) && /^https?:$/.test(new URL(link).protocol)) return new URL(link).href;
  warnings.add("documentationLink", cursor, JSON.stringify(link));
  return undefined;
}

function toTags(cursor: Cursor, warnings: WarningCollector): string[] {
  if (cursor.value && !Array.isArray(cursor.value)) {
    warnings.add("text", cursor, "`tags`");
    return [];
  }
  return cursor.items().flatMap((tag) => warnings.text(tag, "`tags`") ?? []);
}

/** Returns a list of security requirements: the alternatives in order, each as a list of scheme names. */
export function toRequirements(cursor: Cursor): string[][] {
  return cursor.items().map((requirement) => requirement.entries().map(([name]) => name));
}
