import type { Cursor } from "../openapi/cursor.ts";
import { eventStreamOf } from "../openapi/event-streams.ts";
import {
  isEventStream,
  requestMediaType,
  responseType,
  successContents,
} from "../openapi/media-types.ts";
import { CLIENT_METHODS, METHODS } from "../openapi/methods.ts";
import type { Evidence } from "../vocabulary/vocabulary.ts";
import { toBodies } from "./bodies.ts";
import { headerName } from "./header-name.ts";
import { methodNames, type NamedOperation } from "./method-names.ts";
import type { EventStreamModel, OperationModel, ParameterModel, ResponseModel } from "./model.ts";
import { toPagination } from "./pagination.ts";
import { toParameterStyles } from "./parameter-styles.ts";
import { serversOf } from "./servers.ts";

const UNSUPPORTED = METHODS.filter((method) => !CLIENT_METHODS.includes(method));

/** Returns the operations of a document, sorted by method name. */
export function toOperations(root: Cursor): OperationModel[] {
  const found = root
    .at("paths")
    .entries()
    .filter(([path]) => !path.startsWith("x-"))
    .flatMap(([path, item]) => operationsOf(path, item));
  assertUnique(found);
  const hasWebhooks = root.at("webhooks").entries().length > 0;
  if (found.length === 0 && !hasWebhooks) {
    root.fail("The document has no operations.", "Add an operation below `paths`, or a webhook.");
  }
  const names = methodNames(found);
  return found
    .map((operation, index) => toOperation(root, operation, names[index] ?? ""))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Found extends NamedOperation {
  readonly cursor: Cursor;
  readonly item: Cursor;
}

function operationsOf(path: string, item: Cursor): Found[] {
  assertPath(path, item);
  assertSupported(item, [...UNSUPPORTED, "additionalOperations"]);
  return CLIENT_METHODS.flatMap((method) => {
    const cursor = item.at(method);
    const operationId = cursor.at("operationId").optionalString();
    return cursor.exists ? [{ operationId, method, path, item, cursor }] : [];
  });
}

/** Checks that operationIds are unique, as OpenAPI requires; links and tools rely on them. */
function assertUnique(operations: readonly Found[]): void {
  const byId = new Map<string, Found>();
  for (const operation of operations) {
    const { operationId, cursor } = operation;
    if (operationId === undefined) continue;
    const other = byId.get(operationId);
    if (other !== undefined) {
      cursor.fail(
        `The operationId "${operationId}" is already used by ${other.method.toUpperCase()} ${other.path}.`,
        "Give each operation a unique operationId.",
      );
    }
    byId.set(operationId, operation);
  }
}

function assertPath(path: string, item: Cursor): void {
  // A client appends the path to the server's URL, so a path such as `@host/` would change the host.
  if (/^\/[^\s?#\\\p{Cc}]*$/u.test(path)) return;
  item.fail(
    `${JSON.stringify(path)} is not a valid path.`,
    "Start it with a slash, and use no white space, backslash, query or fragment.",
  );
}

/** Refuses what a client would silently ignore or send to the wrong server. */
function assertSupported(owner: Cursor, keys: readonly string[]): void {
  const key = keys.find((name) => owner.at(name).exists);
  if (key === undefined) return;
  owner
    .at(key)
    .fail(
      `\`${key}\` is not supported here.`,
      "Remove it; if the document is upstream's, remove it in overlay.yaml.",
    );
}

function toOperation(root: Cursor, found: Found, id: string): OperationModel {
  const { cursor, item, path, method } = found;
  const security = cursor.at("security");
  const servers = cursor.at("servers").exists ? cursor.at("servers") : item.at("servers");
  const parameters = [...item.at("parameters").items(), ...cursor.at("parameters").items()];
  const styles = toParameterStyles([
    item.at("parameters").items(),
    cursor.at("parameters").items(),
  ]);
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary: cursor.at("summary").optionalString(),
    description: cursor.at("description").optionalString(),
    deprecated: cursor.at("deprecated").value === true,
    documentation: documentation(cursor),
    tags: cursor
      .at("tags")
      .items()
      .map((tag) => tag.string()),
    security: toRequirements(security.exists ? security : root.at("security")),
    servers: serversOf(servers),
    parameters: toParameters(parameters),
    isBodyRequired: cursor.at("requestBody").at("required").value === true,
    requestBodies: toBodies(cursor.at("requestBody")),
    requestMediaType: requestMediaType(cursor),
    responseType: responseType(cursor),
    eventStream: eventStream(cursor),
    idempotencyHeader: idempotencyHeader(parameters),
    isBrowserPage: isBrowserPage(cursor, { method, parameters, styles }),
    styles,
    responses: toResponses(cursor),
    pagination: toPagination(cursor, parameters),
    // The vocabulary's schema has validated it.
    evidence: cursor.at("x-countersign-evidence").value as Evidence | undefined,
  };
}

/** A browser sends neither credentials nor headers of ours. */
function isBrowserPage(
  operation: Cursor,
  request: { method: string; parameters: readonly Cursor[]; styles: readonly unknown[] },
): boolean {
  const flag = operation.at("x-countersign-browser-page");
  if (!flag.exists) return false;
  const security = operation.at("security");
  const isOpen = security.exists && toRequirements(security).every(({ length }) => length === 0);
  const { method, parameters, styles } = request;
  const isInUrl = parameters.every((each) => /^(path|query)$/.test(each.at("in").string()));
  if (method.toUpperCase() !== "GET" || !isOpen || !isInUrl || styles.length > 0) {
    flag.fail(
      "A browser page must be a GET operation without security and with plain path and query parameters.",
      "Remove `x-countersign-browser-page`, or write `security: []` if the operation needs no credentials.",
    );
  }
  return true;
}

/** Returns the parameters by name and location; an operation's own overrides its path's. */
function toParameters(parameters: readonly Cursor[]): ParameterModel[] {
  const byKey = new Map<string, ParameterModel>();
  for (const parameter of parameters) {
    const location = parameter.at("in").string() as ParameterModel["in"];
    const name = parameter.at("name").string();
    const required = parameter.at("required").value === true;
    byKey.set(`${location} ${name}`, { in: location, name, required });
  }
  return [...byKey.values()];
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

function documentation(operation: Cursor): string | undefined {
  const cursor = operation.at("externalDocs").at("url");
  const link = cursor.optionalString();
  if (link === undefined) return undefined;
  if (URL.canParse(link) && /^https?:$/.test(new URL(link).protocol)) return new URL(link).href;
  return cursor.fail(
    `The documentation link "${link}" is not an http or https URL.`,
    "Write the complete URL.",
  );
}

/** Returns a list of security requirements: the alternatives in order, each as a list of scheme names. */
export function toRequirements(cursor: Cursor): string[][] {
  return cursor.items().map((requirement) => requirement.entries().map(([name]) => name));
}
